package dev.pinisi.oci.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountOptionsTest {
    @Test
    void flags_propagation_and_data_are_told_apart() {
        MountOptions options = MountOptions.parse(List.of("rbind", "ro", "nosuid", "rslave", "size=64k", "mode=755"));

        assertThat(options.isBind()).isTrue();
        assertThat(options.set())
                .isEqualTo(MountFlag.BIND | MountFlag.RECURSIVE | MountFlag.READONLY | MountFlag.NOSUID);
        assertThat(options.propagation()).isEqualTo(MountFlag.SLAVE | MountFlag.RECURSIVE);
        assertThat(options.data()).isEqualTo("size=64k,mode=755");
    }

    @Test
    void the_last_of_two_opposites_counts() {
        MountOptions writable = MountOptions.parse(List.of("ro", "rw"));
        MountOptions readonly = MountOptions.parse(List.of("rw", "ro"));

        assertThat(writable.set()).isZero();
        assertThat(writable.cleared()).isEqualTo(MountFlag.READONLY);
        assertThat(readonly.set()).isEqualTo(MountFlag.READONLY);
        assertThat(readonly.cleared()).isZero();
    }

    @Test
    void recursive_options_become_attributes() {
        MountOptions options = MountOptions.parse(List.of("rro", "rnoatime", "rdev"));

        assertThat(options.attributesSet()).isEqualTo(0x1 | 0x10);
        assertThat(options.attributesCleared()).isEqualTo(MountFlag.ATTRIBUTE_ATIME | 0x4);
        assertThat(options.data()).isEmpty();
    }

    @Test
    void defaults_means_nothing_and_copying_up_is_ours() {
        MountOptions options = MountOptions.parse(List.of("defaults", "tmpcopyup"));

        assertThat(options.copyUp()).isTrue();
        assertThat(options.data()).isEmpty();
    }
}
