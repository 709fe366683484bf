#!/bin/sh
# Drives each init given: as an ordinary process, and as process 1 where a PID namespace can be had.
# Ends with "N passed, N failed".
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() { # NAME ACTUAL WANTED
    if [ "$2" = "$3" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1)); printf '%s (%s):\n  is     %s\n  wanted %s\n' "$1" "$init" "$2" "$3"; fi
}
await() { # until FILE has a line
    for _ in $(seq 500); do [ -s "$1" ] && return; sleep 0.01; done
}
status_of() { "$@" >"$work/out" 2>"$work/err"; echo $?; }

it_ends_as_the_command_ends() {
    check success "$(status_of $init true)" 0
    check status "$(status_of $init -- sh -c 'exit 42')" 42
    check signal "$(status_of $init sh -c 'kill -TERM $$')" 143
    check absent "$(status_of $init -- /no/such/command)" 127
    check absent-message "$(cat "$work/err")" "pinisi-init: cannot execute /no/such/command: No such file or directory"
    check a-folder "$(status_of $init /etc)" 126
    check no-command "$(status_of $init --)" 125
    check usage "$(cat "$work/err")" "usage: pinisi-init [--] COMMAND [ARGUMENT...]"
}

the_command_gets_arguments_and_an_empty_mask() {
    check arguments "$($init -- printf '<%s>' a '' '--' 'b c')" "<a><><--><b c>"
    check mask "$($init -- grep SigBlk /proc/self/status | tr -d '[:space:]')" "SigBlk:0000000000000000"
}

signals_reach_the_command() { # SIGNAL
    rm -f "$work/ready" "$work/got"
    # a shell's background process ignores INT and QUIT, and what is ignored at first cannot be trapped
    env --default-signal $init sh -c "trap 'echo $1 >$work/got; exit 7' $1; echo ready >$work/ready; while :; do sleep 0.01; done" &
    pid=$!
    await "$work/ready"
    [ -z "$as_first" ] || pid=$(cat "/proc/$pid/task/$pid/children")
    kill -s "$1" $pid
    wait $!
    check "status-after-$1" $? 7
    check "got-$1" "$(cat "$work/got")" "$1"
}

orphans_are_reaped() {
    check orphans "$($init sh -c '
        orphan=$(sh -c "sleep 0.05 >/dev/null & echo \$!")
        for _ in $(seq 500); do [ -e /proc/$orphan ] || { echo reaped; exit; }; sleep 0.01; done')" reaped
}

the_command_has_the_terminal() {
    command -v script >/dev/null || { echo "skipped: no script(1)"; return; }
    # of /proc/PID/stat: its own group (5) is that of the terminal's foreground (8)
    check foreground "$(script -qec "$init awk '{ print (\$5 == \$8) }' /proc/self/stat" /dev/null | tr -d '\r')" 1
}

all_of_it() {
    it_ends_as_the_command_ends
    the_command_gets_arguments_and_an_empty_mask
    for signal in TERM INT HUP QUIT USR1 USR2; do signals_reach_the_command $signal; done
    orphans_are_reaped
    the_command_has_the_terminal
}

for program in "$@"; do
    as_first='' init=$here/$program
    all_of_it
    if unshare --pid --fork --mount-proc true 2>/dev/null; then
        as_first=1 init="unshare --pid --fork --mount-proc $here/$program"
        all_of_it
    else
        echo "skipped: no PID namespace"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
