package dev.pinisi.config;

/**
 * What credentials are kept for: {@code host[:port]}, or a path below it (containers-auth.json(5)).
 *
 * @param text the host and the path
 */
record RegistryKey(String text) {
    /** The key that Docker writes for docker.io, from when its first registry had that address. */
    static final String DOCKER_HUB = "https://index.docker.io/v1/";

    RegistryKey {
        if (text.isEmpty() || text.contains("://") || text.indexOf('@') >= 0 || text.indexOf(' ') >= 0) {
            throw new ConfigException(
                    text, "not a registry: HOST[:PORT], or a repository or namespace in it, expected");
        }
    }

    /** Without the path. */
    String host() {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    boolean isHost() {
        return text.indexOf('/') < 0;
    }

    /** What stands for this host in Docker's file, and what credential helpers know it by. */
    String dockers() {
        return isHub(text) ? DOCKER_HUB : text;
    }

    /** Whether this is one of the names of Docker Hub. */
    static boolean isHub(String host) {
        return host.equals("docker.io") || host.equals("index.docker.io") || host.equals("registry-1.docker.io");
    }

    /** The host of a key that Docker wrote as an address; a key with a path that is no address stays itself. */
    static String hostOf(String key) {
        int scheme = key.indexOf("://");
        if (scheme < 0) {
            return key.startsWith("index.docker.io/") ? "docker.io" : key;
        }
        String rest = key.substring(scheme + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /** Whether an entry of a file, by the key that it has there, is for this host. */
    boolean names(String written) {
        return isHost() && (hostOf(written).equals(text) || (isHub(text) && isHub(hostOf(written))));
    }
}
