/*
 * A function for a uprobe, and a twin of it that nobody probes. Both do nothing. Each begins with a nop, on
 * x86-64 with the one of five bytes that Linux 6.18 and later turn into a call at the first hit. The third
 * function calls either of them often, so that a probe shows in the time.
 *
 *     cc -O2 -shared -fPIC -nostdlib -o trigger.so trigger.c
 */
#if defined(__x86_64__)
#define BODY ".byte 0x0f, 0x1f, 0x44, 0x00, 0x00\n\tret\n"
#elif defined(__aarch64__) || defined(__riscv)
#define BODY "nop\n\tret\n"
#else
#error "no nop is known for this architecture"
#endif

#define FUNCTION(name) __asm__( \
	".text\n\t.balign 64\n\t.globl " #name "\n\t.type " #name ", @function\n" \
	#name ":\n\t" BODY "\t.size " #name ", . - " #name "\n")

FUNCTION(faultline_probed);
FUNCTION(faultline_twin);

void faultline_often(void (*function)(void), long times)
{
	while (times-- > 0)
		function();
}
