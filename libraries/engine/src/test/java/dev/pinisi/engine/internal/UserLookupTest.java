package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UserLookupTest {
    private static final UserLookup FILES = new UserLookup(
            "root:x:0:0:root:/root:/bin/sh\nbroken\nweb:x:33:34::/var/www:/bin/sh\n1001:x:77:77::/home/odd:/bin/sh\n",
            "root:x:0:\nwww:x:34:\naudio:x:29:web,other\nvideo:x:44:web\n");

    @Test
    void nothing_means_root() {
        assertThat(FILES.find("", List.of())).isEqualTo(new User(0, 0, List.of(0), "/root", true, true));
    }

    @Test
    void a_name_brings_its_group_its_home_and_its_memberships() {
        assertThat(FILES.find("web", List.of()))
                .isEqualTo(new User(33, 34, List.of(34, 29, 44), "/var/www", true, true));
    }

    @Test
    void a_number_with_an_entry_is_that_user() {
        assertThat(FILES.find("33", List.of()))
                .isEqualTo(new User(33, 34, List.of(34, 29, 44), "/var/www", true, true));
    }

    @Test
    void a_number_needs_no_entry() {
        assertThat(FILES.find("4242", List.of())).isEqualTo(new User(4242, 0, List.of(0), "/", false, true));
        assertThat(new UserLookup("", "").find("4242:17", List.of()))
                .isEqualTo(new User(4242, 17, List.of(17), "/", false, false));
    }

    @Test
    void a_name_made_of_digits_comes_before_the_number() {
        assertThat(FILES.find("1001", List.of()).uid()).isEqualTo(77);
    }

    @Test
    void a_group_given_replaces_memberships() {
        assertThat(FILES.find("web:audio", List.of())).isEqualTo(new User(33, 29, List.of(29), "/var/www", true, true));
    }

    @Test
    void further_groups_are_names_or_numbers() {
        assertThat(FILES.find("", List.of("video", "9000", "44")).groups()).containsExactly(0, 44, 9000);
    }

    @Test
    void an_unknown_name_is_refused_with_the_file_that_lacks_it() {
        assertThatThrownBy(() -> FILES.find("ghost", List.of()))
                .hasMessage("unable to find user ghost: no matching entries in the image's /etc/passwd; name one that"
                        + " is there, or a number");
        assertThatThrownBy(() -> FILES.find("web:ghosts", List.of())).hasMessageContaining("group ghosts");
    }
}
