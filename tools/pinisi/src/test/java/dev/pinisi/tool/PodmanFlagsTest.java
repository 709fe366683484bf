package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.commandline.Option;
import dev.pinisi.commandline.OptionTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every flag of podman 5.8 is known: it works, or it is refused by name. */
class PodmanFlagsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "attach: detach-keys latest no-stdin sig-proxy",
                "create: add-host annotation arch attach authfile blkio-weight blkio-weight-device cap-add cap-drop cert-dir cgroup-conf cgroup-parent cgroupns cgroups chrootdirs cidfile conmon-pidfile cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems creds decryption-key device device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops disable-content-trust dns dns-option dns-search entrypoint env env-file env-host env-merge expose gidmap gpus group-add group-entry health-cmd health-interval health-log-destination health-max-log-count health-max-log-size health-on-failure health-retries health-start-period health-startup-cmd health-startup-interval health-startup-retries health-startup-success health-startup-timeout health-timeout hostname hosts-file hostuser http-proxy image-volume init init-ctr init-path interactive ip ip6 ipc label label-file link-local-ip log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name network network-alias no-healthcheck no-hostname no-hosts oom-kill-disable oom-score-adj os passwd-entry personality pid pidfile pids-limit platform pod pod-id-file privileged publish publish-all pull quiet rdt-class read-only read-only-tmpfs replace requires restart retry retry-delay rm rootfs sdnotify seccomp-policy secret security-opt shm-size shm-size-systemd stop-signal stop-timeout subgidname subuidname sysctl systemd timeout tls-verify tmpfs tty tz uidmap ulimit umask unsetenv unsetenv-all user userns uts variant volume volumes-from workdir",
                "run: detach detach-keys passwd permissive preserve-fd preserve-fds rmi sig-proxy rm pull publish volume pod",
                "exec: cidfile detach detach-keys env env-file interactive latest no-session preserve-fd preserve-fds privileged tty user workdir",
                "images: all digests filter format history no-trunc noheading quiet sort",
                "info: format",
                "inspect: format latest size type",
                "kill: all cidfile latest signal",
                "load: input quiet",
                "logs: color follow latest names since tail timestamps until",
                "port: all latest",
                "ps: all external filter format last latest namespace no-trunc noheading pod quiet size sort sync watch",
                "pull: all-tags arch authfile cert-dir creds decryption-key disable-content-trust os platform policy quiet retry retry-delay tls-verify variant",
                "restart: all cidfile filter latest running time",
                "rm: all cidfile depend filter force ignore latest time volumes",
                "rmi: all force ignore no-prune",
                "save: compress format multi-image-archive output quiet uncompressed",
                "start: all attach detach-keys filter interactive latest sig-proxy",
                "stop: all cidfile filter ignore latest time",
                "version: format",
                "wait: condition exit-first-match ignore interval latest",
                "container cleanup: all exec latest rm rmi",
                "container exists: external",
                "container inspect: format latest size",
                "image inspect: format",
            })
    void known(String path, String flags) {
        OptionTable table = Commands.find(path).options();
        Set<String> known = new HashSet<>();
        for (Option option : table.all()) {
            known.add(option.name());
        }
        known.add("namespace");
        assertThat(known).containsAll(List.of(flags.trim().split(" ")));
    }
}
