/* Tests of what parses, without a monitor. */
#ifndef PINISI_PARSING_H
#define PINISI_PARSING_H

void options_may_be_written_in_every_way(void);
void wrong_options_are_named(void);
void control_messages_need_three_numbers_in_range(void);
void control_lines_may_come_in_pieces(void);
void the_memory_cgroup_is_found_in_v1_hybrid_and_v2(void);
void counters_are_read_by_whole_names(void);
void messages_are_one_line_of_json(void);

#define PARSING_TESTS \
    TEST(options_may_be_written_in_every_way), TEST(wrong_options_are_named), \
        TEST(control_messages_need_three_numbers_in_range), TEST(control_lines_may_come_in_pieces), \
        TEST(the_memory_cgroup_is_found_in_v1_hybrid_and_v2), TEST(counters_are_read_by_whole_names), \
        TEST(messages_are_one_line_of_json)

#endif
