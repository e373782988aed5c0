package faultline.lab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.kernel.mm.Errno;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The model by hand: what it says where everybody knows the answer.
class AddressSpaceModelTest {
    private static final Sizes SIZES = SequentialCheck.SIZES;
    private static final long PAGE = SIZES.pageSize();
    private static final long RW = VmFlags.READ | VmFlags.WRITE;

    private final AddressSpaceModel model = new AddressSpaceModel(SIZES);

    @Test void placement_is_top_down_and_neighbours_become_one() {
        long upper = model.mmap(0, PAGE, RW, null, 0, false);
        long lower = model.mmap(0, 2 * PAGE, RW, null, 0, false);

        assertEquals(SIZES.taskSize() - PAGE, upper);
        assertEquals(upper - 2 * PAGE, lower);
        assertEquals(1, model.maps().size());
    }

    @Test void a_fork_keeps_what_was_written_before_and_sees_nothing_after() {
        long address = model.mmap(0, PAGE, RW, null, 0, false);
        model.write(address, 1);
        AddressSpaceModel child = model.fork();
        model.write(address, 2);
        child.write(address + 8, 3);

        assertEquals(FaultResult.DONE, child.read(address));
        assertEquals(1, child.value());
        model.read(address + 8);
        assertEquals(0, model.value());
    }

    @Test void a_private_copy_is_not_the_file_and_dontneed_brings_the_file_back() {
        ModelFile file = new ModelFile("f", true, SIZES.pageWords(), new long[] {7, 8});
        model.mmap(0x20, PAGE, RW, file, 0, true);
        model.mmap(0x40, PAGE, RW | VmFlags.SHARED, file, 0, true);
        model.write(0x20, 1);
        model.write(0x40, 2);
        model.read(0x20);
        assertEquals(1, model.value());

        model.madviseDontNeed(0x20, PAGE);

        model.read(0x20);
        assertEquals(2, model.value());
        assertEquals(FaultResult.SIGBUS, read(model.mmap(0, 2 * PAGE, RW, file, 0, false) + PAGE));
    }

    @Test void protections_are_kept_and_a_hole_stops_mprotect_half_way() {
        model.mmap(0x20, 2 * PAGE, RW, null, 0, true);

        assertEquals(Errno.ENOMEM, model.mprotect(0x30, 2 * PAGE, VmFlags.READ));
        assertEquals(List.of("0x20-0x30 rw-p 2 ", "0x30-0x40 r--p 3 "), model.maps());
        assertEquals(FaultResult.SIGSEGV_ACCERR, model.write(0x30, 1));
        assertEquals(FaultResult.SIGSEGV_MAPERR, read(0x40));
    }

    @Test void a_stack_grows_up_to_its_guard() {
        long guard = SIZES.stackGuardPages() * PAGE;
        model.mmap(0x20, PAGE, RW, null, 0, true);
        model.mmap(0x100, PAGE, RW | VmFlags.GROWSDOWN, null, 0, true);

        assertEquals(FaultResult.DONE, read(0x30 + guard));
        assertEquals(FaultResult.SIGSEGV_MAPERR, read(0x20 + guard));
    }

    @Test void what_the_kernel_places_and_the_heap_stay_clear_of_a_stack() {
        long guard = SIZES.stackGuardPages() * PAGE;
        long stack = SIZES.taskSize() - PAGE;
        model.mmap(stack, PAGE, RW | VmFlags.GROWSDOWN, null, 0, true);

        assertEquals(stack - guard - PAGE, model.mmap(0, PAGE, VmFlags.READ, null, 0, false));
        assertEquals(stack - guard - 2 * PAGE, model.mmap(stack - PAGE, PAGE, VmFlags.EXEC, null, 0, false));
        assertEquals(stack - PAGE, model.mmap(stack - PAGE, PAGE, RW, null, 0, true));

        model.mmap(0x100, PAGE, RW | VmFlags.GROWSDOWN, null, 0, true);
        model.startBrk(0x20);
        assertEquals(0x20, model.brk(0x100 - guard));
        assertEquals(0x100 - guard - PAGE, model.brk(0x100 - guard - PAGE));
    }

    @Test void a_stack_may_meet_another_and_what_nobody_can_access() {
        model.mmap(0x20, PAGE, 0, null, 0, true);
        model.mmap(0x100, PAGE, RW | VmFlags.GROWSDOWN, null, 0, true);

        assertEquals(FaultResult.DONE, read(0x30));
    }

    private FaultResult read(long address) {
        return model.read(address);
    }
}
