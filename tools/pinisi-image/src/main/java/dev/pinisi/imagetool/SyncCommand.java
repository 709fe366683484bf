package dev.pinisi.imagetool;

import dev.pinisi.commandline.FailureText;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.TransferOptions.Instances;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.util.List;

/** {@code sync}. */
final class SyncCommand implements Command {
    private static final List<String> SOURCES = List.of("docker", "dir", "yaml");
    private static final List<String> DESTINATIONS = List.of("docker", "dir");

    @Override
    public Manual manual() {
        return new Manual(
                "Synchronize one or more images from one location to another",
                """
                Copy all the images from a SOURCE to a DESTINATION.

                Allowed SOURCE transports (specified with --src): docker, dir, yaml.
                Allowed DESTINATION transports (specified with --dest): docker, dir.

                See pinisi-image's guide, "Sync", for details.
                """,
                "[command options] --src TRANSPORT --dest TRANSPORT SOURCE DESTINATION",
                List.of("sync --src docker --dest dir --scoped registry.example.com/busybox /media/usb"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = ImageAccess.shared(new OptionTable());
        ImageAccess.source().registry(table);
        ImageAccess.destination().registry(table);
        return CopyFlags.shared(Retries.options(table))
                .flag("all,a", "Copy all images if SOURCE-IMAGE is a list")
                .string("append-suffix", "String to append to DESTINATION tags")
                .string("dest,d", "DESTINATION transport type")
                .string(
                        "digestfile",
                        "Write the digests and Image References of the resulting images to the specified file, separated"
                                + " by newlines")
                .flag("dry-run", "Run without actually copying data")
                .flag("keep-going", "Do not abort the sync if any image copy fails")
                .flag("scoped", "Images at DESTINATION are prefix using the full source image path as scope")
                .string("src,s", "SOURCE transport type")
                .alias("screds", "src-creds")
                .alias("dcreds", "dest-creds");
    }

    @Override
    public boolean repeatsItself() {
        return true;
    }

    @Override
    public void run(Invocation call) throws IOException {
        call.expectOrHelp(2, "Exactly two arguments expected");
        String from = call.arguments().string("src");
        String to = call.arguments().string("dest");
        requireTransport("source", from, SOURCES);
        requireTransport("destination", to, DESTINATIONS);
        if (from.equals("dir") && to.equals("dir")) {
            throw new Failure("sync from 'dir' to 'dir' not implemented, consider using rsync instead");
        }
        SyncSources places = new SyncSources(call, ImageAccess.source().context(call));
        List<SyncSource> sources = Retries.run(call, () -> places.find(from, call.word(0)));
        SyncTarget target = new SyncTarget(call, to, call.word(1));
        if (call.flag("dry-run")) {
            call.log().warn("Running in dry-run mode");
        }
        try (DigestFile digests = DigestFile.open(call)) {
            copyAll(call, sources, target, digests);
        }
    }

    private static void requireTransport(String role, String given, List<String> allowed) {
        if (given.isEmpty()) {
            throw new Failure("A " + role + " transport must be specified");
        }
        if (!allowed.contains(given)) {
            throw new Failure(Quoted.of(given) + " is not a valid " + role + " transport");
        }
    }

    private static void copyAll(Invocation call, List<SyncSource> sources, SyncTarget target, DigestFile digests)
            throws IOException {
        int done = 0;
        boolean failures = false;
        ImageTransport.Context writing = ImageAccess.destination().context(call);
        for (SyncSource source : sources) {
            CopyRun run = new CopyRun(call, source.context(), writing);
            for (int i = 0; i < source.images().size(); i++) {
                String image = source.images().get(i);
                String place = target.place(source, image);
                String count = " image ref " + (i + 1) + "/" + source.images().size();
                String verb = call.flag("dry-run") ? "Would have copied" : "Copying";
                call.log().info(verb + count, "from", image, "to", place);
                boolean copied = call.flag("dry-run") || copy(call, run, image, target.prepared(place), digests);
                failures |= !copied;
                done += copied ? 1 : 0;
            }
        }
        String verb = call.flag("dry-run") ? "Would have synced " : "Synced ";
        call.log().info(verb + done + " images from " + sources.size() + " sources");
        if (failures) {
            throw new Failure("Sync failed due to previous reported error(s) for one or more images");
        }
    }

    private static boolean copy(Invocation call, CopyRun run, String image, String place, DigestFile digests)
            throws IOException {
        try {
            TransferOptions.Builder options = CopyFlags.read(call)
                    .skipPresent(true)
                    .instances(
                            call.flag("all")
                                    ? new Instances.All()
                                    : new Instances.One(call.globals().platform()));
            Digest written = run.copy(image, place, options);
            digests.add(written, place);
            return true;
        } catch (ImageException | Failure e) {
            if (!call.flag("keep-going") || call.cancel().isCancelled()) {
                throw new Failure("Error copying ref " + Quoted.of(image), e);
            }
            call.log().error("Error copying ref " + Quoted.of(image), "error", FailureText.of(e));
            return false;
        }
    }
}
