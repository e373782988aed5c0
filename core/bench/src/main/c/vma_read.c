/* The reader of refcount in C: the twin of Seam.java and Bare.java, step for step, in the same memory layout.
 *
 *   vma_read THREADS WINDOWS MILLIS
 *
 * The VMA is found already. One operation: enter, look at three fields, leave. Threads are tied to
 * processors and share one VMA; each window has another, in another place. A window counts if no thread
 * waited for its processor for more than 3 % of it; refused windows are repeated, five times as many at most.
 * Prints one line for each window that counts, the nanoseconds of one operation of one thread, and at the end
 * on stderr how many were refused.
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define LINE 128
#define EXCLUDE_READERS INT64_C(0x40000000)
#define MOST (EXCLUDE_READERS - 2)
#define OPERATIONS 256
#define MAX_THREADS 256
#define PLACES 64
#define PAGE 4096
#define TOLERABLE 0.03

typedef _Atomic int64_t cell;

struct mm {
	_Alignas(LINE) cell sequence;
	cell writer_wait;
};

struct vma {
	_Alignas(LINE) cell start;
	cell end;
	cell mm;
	cell flags;
	cell page_prot;
	cell lock_seq;
	_Alignas(LINE) cell refcnt;
};

struct reader {
	_Alignas(LINE) struct vma *look;
	volatile int rcu_depth;		/* as PREEMPT_RCU keeps it: nobody else reads it */
	int number;
	uint64_t operations, nanos, waited, seen;
};

/* What two threads pay for one line depends on where it lies. */
static struct place {
	_Alignas(PAGE) struct mm mm;
	struct vma vma;
} places[PLACES];

/* As found: the compiler may not know where they lie, no more than it does in the kernel. */
static struct mm *volatile found_mm;
static struct vma *volatile found_vma;

static struct reader readers[MAX_THREADS];
static _Alignas(LINE) atomic_int ready;
static _Alignas(LINE) atomic_int go;
static _Alignas(LINE) atomic_int stop;

static int64_t once(cell *from)
{
	return atomic_load_explicit(from, memory_order_relaxed);
}

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* How long this thread has waited for a processor while it could have run. */
static uint64_t run_delay(void)
{
	uint64_t ran = 0, waited = 0;
	FILE *file = fopen("/proc/thread-self/schedstat", "r");

	if (file) {
		if (fscanf(file, "%" SCNu64 " %" SCNu64, &ran, &waited) != 2)
			waited = 0;
		fclose(file);
	}
	return waited;
}

static void leave(struct mm *mm, struct vma *of)
{
	int64_t left = atomic_fetch_sub_explicit(&of->refcnt, 1, memory_order_release) - 1;

	if ((left & EXCLUDE_READERS) && left <= EXCLUDE_READERS + 1)
		atomic_store(&mm->writer_wait, 1);
}

static int start_read(struct reader *self, struct mm *mm, struct vma *of, int64_t address)
{
	int64_t old;
	int open;

	self->rcu_depth++;
	if (once(&of->lock_seq) == once(&mm->sequence)) {
		self->rcu_depth--;
		return 0;
	}
	old = once(&of->refcnt);
	while (old >= 1 && old <= MOST)
		if (atomic_compare_exchange_strong_explicit(&of->refcnt, &old, old + 1, memory_order_acquire,
							    memory_order_relaxed))
			break;
	if (old < 1 || old > MOST) {
		self->rcu_depth--;
		return 0;
	}
	open = once(&of->mm) == (int64_t)(intptr_t)mm
		&& once(&of->lock_seq) != atomic_load_explicit(&mm->sequence, memory_order_acquire);
	self->rcu_depth--;
	if (open && once(&of->start) <= address && address < once(&of->end)) {
		self->look = of;
		return 1;
	}
	leave(mm, of);
	return 0;
}

static void *read_all_the_time(void *argument)
{
	struct reader *self = argument;
	uint64_t began, waited, operations = 0, seen = 0;
	cpu_set_t processor;

	CPU_ZERO(&processor);
	CPU_SET(self->number % sysconf(_SC_NPROCESSORS_ONLN), &processor);
	sched_setaffinity(0, sizeof processor, &processor);
	atomic_fetch_add(&ready, 1);
	while (!atomic_load(&go))
		sched_yield();
	waited = run_delay();
	began = now();
	while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
		for (int i = 0; i < OPERATIONS; i++) {
			struct mm *mm = found_mm;
			struct vma *vma = found_vma;

			if (start_read(self, mm, vma, 0x1800)) {
				seen += (uint64_t)(once(&vma->start) + once(&vma->end) + once(&vma->flags));
				leave(mm, self->look);
			}
		}
		operations += OPERATIONS;
	}
	self->nanos = now() - began;
	self->waited = run_delay() - waited;
	self->operations = operations;
	self->seen = seen;
	return NULL;
}

static void boot(struct place *place)
{
	struct vma *vma = &place->vma;

	vma->start = 0x1000;
	vma->end = 0x2000;
	vma->mm = (int64_t)(intptr_t)&place->mm;
	vma->lock_seq = -1;
	vma->refcnt = 1;
	found_mm = &place->mm;
	found_vma = vma;
}

/* One window. The nanoseconds of one operation of one thread, or 0 if it does not count. */
static double window(int threads, int millis)
{
	pthread_t thread[MAX_THREADS];
	struct timespec time = { millis / 1000, millis % 1000 * 1000000L };
	double nanos = 0;

	ready = go = stop = 0;
	for (int i = 0; i < threads; i++) {
		readers[i].number = i;
		if (pthread_create(&thread[i], NULL, read_all_the_time, &readers[i]))
			exit(1);
	}
	while (atomic_load(&ready) < threads)
		sched_yield();
	atomic_store(&go, 1);
	nanosleep(&time, NULL);
	atomic_store(&stop, 1);
	for (int i = 0; i < threads; i++)
		pthread_join(thread[i], NULL);
	for (int i = 0; i < threads; i++) {
		struct reader *one = &readers[i];

		if (!one->seen || (double)one->waited > TOLERABLE * (double)one->nanos
		    || (double)one->nanos < 0.8 * millis * 1e6)
			return 0;
		nanos += (double)one->nanos / (double)one->operations / threads;
	}
	return nanos;
}

int main(int count, char **arguments)
{
	int threads = count > 1 ? atoi(arguments[1]) : 1;
	int windows = count > 2 ? atoi(arguments[2]) : 10;
	int millis = count > 3 ? atoi(arguments[3]) : 50;
	int kept = 0, refused = 0, place = 0;

	if (threads < 1 || threads > MAX_THREADS || windows < 1 || millis < 1)
		return 2;
	boot(&places[place]);
	window(threads, millis);		/* the first warms up */
	while (kept < windows && refused < 5 * windows) {
		double nanos;

		boot(&places[++place % PLACES]);
		nanos = window(threads, millis);
		if (nanos > 0) {
			printf("%.4f\n", nanos);
			kept++;
		} else {
			refused++;
		}
	}
	fprintf(stderr, "%d windows kept, %d refused\n", kept, refused);
	return 0;
}
