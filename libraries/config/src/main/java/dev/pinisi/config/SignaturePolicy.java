package dev.pinisi.config;

import dev.pinisi.config.internal.BoundedFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * policy.json (containers-policy.json(5)): what an image must prove before it is taken.
 *
 * @param general what images must prove that no scope of their transport covers; never empty
 * @param transports by the name of a transport and then by scope; the scope {@code ""} covers all of the transport
 */
public record SignaturePolicy(
        List<PolicyRequirement> general, Map<String, Map<String, List<PolicyRequirement>>> transports) {
    /** No policy comes near; it bounds what a stray file costs. */
    static final int MOST_BYTES = 4 << 20;

    private static final String FILE = "policy.json";

    /** The policy of a machine on which nobody wrote one. */
    public static final SignaturePolicy ACCEPT_ANYTHING =
            new SignaturePolicy(List.of(new PolicyRequirement.AcceptAnything()), Map.of());

    /**
     * Reads the user's policy, or else the machine's, or else the one that a package shipped. Without any of them,
     * anything is accepted.
     *
     * @throws ConfigException if the first that is there is wrong
     */
    public static SignaturePolicy load(ConfigPlaces places) {
        List<Path> files = List.of(
                places.user(FILE),
                // where the peers look, whatever XDG_CONFIG_HOME says: a policy must not be passed by
                places.home().resolve(".config/containers").resolve(FILE),
                places.etc(FILE),
                places.shipped(FILE));
        for (Path file : files) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return read(file);
            }
        }
        return ACCEPT_ANYTHING;
    }

    /**
     * Reads one policy.
     *
     * @throws ConfigException if it cannot be read, has an unknown or repeated member, or makes no sense
     */
    public static SignaturePolicy read(Path file) {
        return parse(file.toString(), BoundedFile.read(file, MOST_BYTES));
    }

    /**
     * Reads a policy's text.
     *
     * @param name what errors call it
     * @throws ConfigException as {@link #read} does
     */
    public static SignaturePolicy parse(String name, byte[] json) {
        return new PolicyReader(name).read(json);
    }

    /**
     * What an image must prove: all of the requirements.
     *
     * @param transport the name of its transport, {@code docker}
     * @param scopes those that the image is in, the narrowest first
     */
    public List<PolicyRequirement> requirements(String transport, List<String> scopes) {
        Map<String, List<PolicyRequirement>> known = transports.getOrDefault(transport, Map.of());
        for (String scope : scopes) {
            List<PolicyRequirement> found = known.get(scope);
            if (found != null) {
                return found;
            }
        }
        return known.getOrDefault("", general);
    }

    /** Whether every image is accepted without proof, so that none needs to be looked at. */
    public boolean acceptsAnything() {
        return transports.isEmpty() && asksForNothing(general);
    }

    /** Whether an image with these requirements is accepted without proof. */
    public static boolean asksForNothing(List<PolicyRequirement> requirements) {
        // on the way of every pull: not by equality, which a record makes dear for a cold JVM
        for (PolicyRequirement requirement : requirements) {
            if (!(requirement instanceof PolicyRequirement.AcceptAnything)) {
                return false;
            }
        }
        return true;
    }
}
