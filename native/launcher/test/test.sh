#!/bin/sh
# Drives each launcher given in a distribution made of a fake JVM. Ends with "N passed, N failed".
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() { # NAME ACTUAL WANTED
    if [ "$2" = "$3" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1)); printf '%s (%s):\n  is     %s\n  wanted %s\n' "$1" "$launcher" "$2" "$3"; fi
}

make_distribution() {
    rm -rf "$work"/*; dist=$work/dist
    mkdir -p "$dist/bin" "$dist/lib" "$dist/runtime/bin" "$work/links"
    cp "$here/$launcher" "$dist/bin/pinisi"
    ln -s ../dist/bin/pinisi "$work/links/pinisi-image"
    ln "$here/target/fake-java" "$dist/runtime/bin/java" 2>/dev/null || cp "$here/target/fake-java" "$dist/runtime/bin/java"
    printf '%s\n' '# small and quick' -XX:+UseSerialGC '' -cp '@DIST@/lib/a.jar:@DIST@/lib/b.jar' dev.pinisi.Main > "$dist/lib/pinisi.options"
    echo image.Main > "$dist/lib/pinisi-image.options"
}

await() { # until FILE has a line
    for _ in $(seq 500); do [ -s "$1" ] && return; sleep 0.01; done
}

the_jvm_gets_options_and_arguments() {
    check arguments "$("$dist/bin/pinisi" run -it '' 'a b')" "<-Dpinisi.home=$dist>
<-XX:+UseSerialGC>
<-cp>
<$dist/lib/a.jar:$dist/lib/b.jar>
<dev.pinisi.Main>
<run>
<-it>
<>
<a b>"
    "$dist/bin/pinisi" > "$work/out"; check exit-status $? 42
    touch "$dist/lib/pinisi.aot"
    check cache "$("$dist/bin/pinisi" | head -n 1)" "<-XX:AOTCache=$dist/lib/pinisi.aot>"
    touch "$dist/lib/pinisi-ps.aot"
    check cache-of-command "$("$dist/bin/pinisi" --root /r --runroot=/s ps | head -n 1)" "<-XX:AOTCache=$dist/lib/pinisi-ps.aot>"
    check cache-of-grouped "$("$dist/bin/pinisi" container ps | head -n 1)" "<-XX:AOTCache=$dist/lib/pinisi-ps.aot>"
    touch "$dist/lib/pinisi-ps-plain.aot"
    check cache-without-tls "$("$dist/bin/pinisi" ps --src-tls-verify=false x | head -n 1)" "<-XX:AOTCache=$dist/lib/pinisi-ps-plain.aot>"
    check cache-with-tls "$("$dist/bin/pinisi" ps --tls-verify=true tls-verify=false | head -n 1)" "<-XX:AOTCache=$dist/lib/pinisi-ps.aot>"
    check no-plain-cache "$("$dist/bin/pinisi" run --tls-verify=false | head -n 1)" "<-XX:AOTCache=$dist/lib/pinisi.aot>"
    echo ps.Main > "$dist/lib/pinisi-ps.options"
    check options-of-command "$("$dist/bin/pinisi" ps | tail -n 2 | head -n 1)" "<ps.Main>"
    rm "$dist/lib/pinisi-ps.options"
    check cache-of-another "$("$dist/bin/pinisi" --root ps run ps | head -n 1)" "<-XX:AOTCache=$dist/lib/pinisi.aot>"
    check no-cache-elsewhere "$("$dist/bin/pinisi" ../x/ps | head -n 1)" "<-XX:AOTCache=$dist/lib/pinisi.aot>"
    check link "$("$work/links/pinisi-image" x)" "<-Dpinisi.home=$dist>
<image.Main>
<x>"
}

what_is_missing_is_named() {
    mv "$dist/lib/pinisi.options" "$work/kept"
    check options "$("$dist/bin/pinisi" 2>&1; echo $?)" "pinisi: cannot read $dist/lib/pinisi.options: No such file or directory; is this tool's name right, and the distribution whole?
125"
    mv "$work/kept" "$dist/lib/pinisi.options"; rm "$dist/runtime/bin/java"
    check java "$("$dist/bin/pinisi" 2>&1; echo $?)" "pinisi: no Java runtime at $dist/runtime/bin/java: No such file or directory; install the distribution again
125"
}

cleanup() { "$dist/bin/pinisi" container cleanup --attended "$work/lock" the-container; echo $?; }

a_finished_clean_up_needs_no_jvm() {
    check no-lock-file "$(cleanup)" 0
    check options-before "$("$dist/bin/pinisi" --root /r --runroot=/s container cleanup --attended "$work/lock" x)" ""
    mkfifo "$work/engine"
    "$here/target/lock-holder" "$work/lock" "$1" < "$work/engine" > "$work/held" &
    exec 9> "$work/engine"
    await "$work/held"
    (exec 9>&-; cleanup > "$work/answer") &
    waiter=$!
    sleep 0.1; check waits "$(cat "$work/answer")" ""
    exec 9>&-
    wait $waiter
    rm "$work/engine"
}

an_engine_that_dies_leaves_it_to_the_jvm() {
    check died "$(tail -n 6 "$work/answer")" "<container>
<cleanup>
<--attended>
<$work/lock>
<the-container>
42"
}

for launcher in "$@"; do
    make_distribution; the_jvm_gets_options_and_arguments
    make_distribution; what_is_missing_is_named
    make_distribution; a_finished_clean_up_needs_no_jvm clean; check cleaned "$(cat "$work/answer")" 0
    make_distribution; a_finished_clean_up_needs_no_jvm die; an_engine_that_dies_leaves_it_to_the_jvm
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
