package dev.pinisi.oci.plan;

import java.util.List;

/**
 * A mount's options, sorted by what they act on.
 *
 * @param set flags of mount(2)
 * @param cleared flags explicitly taken back
 * @param propagation 0 for none
 * @param attributesSet attributes for the whole tree, by mount_setattr(2)
 * @param data what is left for the file system
 * @param copyUp whether a tmpfs starts with a copy of what it covers
 * @param maps whether ids are mapped, as in the container if not otherwise
 * @param mapsTree whether that goes for all mounts below as well
 */
record MountOptions(
        long set,
        long cleared,
        long propagation,
        long attributesSet,
        long attributesCleared,
        String data,
        boolean copyUp,
        boolean maps,
        boolean mapsTree) {

    static MountOptions parse(List<String> options) {
        Parser parser = new Parser();
        for (String option : options) {
            parser.add(option);
        }
        return parser.done();
    }

    boolean isBind() {
        return (set & MountFlag.BIND) != 0;
    }

    private static final class Parser {
        private long set;
        private long cleared;
        private long propagation;
        private long attributesSet;
        private long attributesCleared;
        private boolean copyUp;
        private boolean maps;
        private boolean mapsTree;
        private final StringBuilder data = new StringBuilder();

        void add(String option) {
            long sets = MountFlag.setBy(option);
            long clears = MountFlag.clearedBy(option);
            long propagates = MountFlag.propagation(option);
            if (sets != 0) {
                set |= sets;
                cleared &= ~sets;
            } else if (clears != 0) {
                cleared |= clears;
                set &= ~clears;
            } else if (propagates != 0) {
                propagation = propagates;
            } else if (!addRecursive(option) && !option.equals("defaults") && !option.isEmpty()) {
                addOther(option);
            }
        }

        private boolean addRecursive(String option) {
            long sets = MountFlag.attributeSetBy(option);
            long clears = MountFlag.attributeClearedBy(option);
            attributesSet |= sets;
            attributesCleared |= clears;
            if (option.equals("rnoatime") || option.equals("rstrictatime")) {
                attributesCleared |= MountFlag.ATTRIBUTE_ATIME;
            }
            return (sets | clears) != 0;
        }

        private void addOther(String option) {
            if (option.equals("tmpcopyup")) {
                copyUp = true;
                return;
            }
            if (option.equals("idmap") || option.equals("ridmap")) {
                maps = true;
                mapsTree |= option.equals("ridmap");
                return;
            }
            data.append(data.length() == 0 ? "" : ",").append(option);
        }

        MountOptions done() {
            return new MountOptions(
                    set,
                    cleared,
                    propagation,
                    attributesSet,
                    attributesCleared,
                    data.toString(),
                    copyUp,
                    maps,
                    mapsTree);
        }
    }
}
