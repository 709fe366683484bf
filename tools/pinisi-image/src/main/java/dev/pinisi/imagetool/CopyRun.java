package dev.pinisi.imagetool;

import dev.pinisi.commandline.ProgressDisplay;
import dev.pinisi.image.ImageCopier;
import dev.pinisi.image.ManifestCheck;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.TransferOptions.Instances;
import dev.pinisi.image.Transports;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.Manifest;
import java.io.IOException;

/** Copies images and says so in skopeo's words. */
final class CopyRun {
    private static final int STANDARD_OUTPUT = 1;

    private final Invocation call;
    private final ImageTransport.Context reading;
    private final ImageTransport.Context writing;
    private final boolean quiet;

    CopyRun(Invocation call, ImageTransport.Context reading, ImageTransport.Context writing) {
        this.call = call;
        this.reading = reading;
        this.writing = writing;
        this.quiet = call.arguments().knows("quiet") && call.flag("quiet");
    }

    /**
     * Copies one image.
     *
     * @return the digest of what the destination's name now stands for
     */
    Digest copy(String from, String to, TransferOptions.Builder settings) throws IOException {
        return Retries.run(call, () -> attempt(from, to, settings));
    }

    private Digest attempt(String from, String to, TransferOptions.Builder settings) throws IOException {
        try (ProgressDisplay display = call.console().progress(quiet, STANDARD_OUTPUT)) {
            CopyProgress progress = new CopyProgress(display);
            try (ImageSource source = Transports.open(from, listened(reading, progress));
                    BlobDestination destination =
                            new ToldDestination(Transports.create(to, listened(writing, progress)), display)) {
                TransferOptions options = settings.listener(progress)
                        .check(announcing(display, Trust.policy(call.globals()), settings.build()))
                        .signers(Trust.signers(call, to))
                        .build();
                return ImageCopier.copy(source, destination, options).raw().digest();
            }
        }
    }

    /** Says what is going to be copied once the policy accepts it. */
    private static ManifestCheck announcing(ProgressDisplay display, ManifestCheck policy, TransferOptions options) {
        return new ManifestCheck() {
            private boolean announced;

            @Override
            public void check(ImageSource source, Manifest manifest) throws IOException {
                policy.check(source, manifest);
                if (!announced) {
                    announced = true;
                    announce(display, source, options);
                }
            }
        };
    }

    private static void announce(ProgressDisplay display, ImageSource source, TransferOptions options)
            throws IOException {
        Manifest top = source.manifest();
        boolean list = top instanceof ImageIndex && !(options.instances() instanceof Instances.One);
        display.line(list ? "Getting image list signatures" : "Getting image source signatures");
        if (list && top instanceof ImageIndex index) {
            int all = index.manifests().size();
            int copied = options.instances() instanceof Instances.All ? all : 0;
            display.line("Copying " + copied + " images generated from " + all + " images in list");
        }
    }

    private static ImageTransport.Context listened(ImageTransport.Context context, CopyProgress progress) {
        return new ImageTransport.Context(
                context.registries().withListener(progress), context.temporary(), context.options());
    }
}
