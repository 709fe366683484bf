package dev.pinisi.storage;

import dev.pinisi.spec.Digest;
import java.util.List;

/** What went with an image. */
public record RemovedImage(Digest id, List<String> names, List<Digest> layers) {}
