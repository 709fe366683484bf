/**
 * One store of layers, images and containers' root file systems for every tool, on plain files.
 *
 * <p>Below the store's root:
 *
 * <pre>
 * version                          the format of all this, one line
 * layers/ALGORITHM-HEX/            a layer, by the digest of its uncompressed archive; never changed once it is there
 *     tree/                        its files; whiteouts as overlayfs has them
 *     tar-headers                  what else the archive is made of, to give it back bit for bit
 *     replaced/N                   files of the archive that later entries of it replaced; seldom there
 *     implied-directories          directories that the archive has no entries for; seldom there
 *     layer.json                   sizes
 * images/HEX/                      an image, by its ID; never changed once it is there
 *     image.json                   what lists show
 *     manifest, config             the bytes as received
 *     directories/                 a layer on top of the image's own, with right attributes for directories that some
 *                                  of its layers only imply; seldom there
 *     btrfs/                       all its files, put together; with the driver btrfs
 * names/NAME                       a symbolic link ../images/HEX; the name's / and % are percent-escaped. Tags and
 *                                  repo digests alike
 * containers/ID/rootfs/            a container's root file system: rootfs.json, upper/, work/; copy/ or
 *                                  subvolume/ with drivers that keep all its files
 * staging/UUID, staging/UUID.lock  what a process is writing; the process holds the lock. Without that it is garbage
 * locks/                           lock files of objects, empty
 * </pre>
 *
 * <p>Whatever appears outside {@code staging} got there by one rename. Readers take no lock. Writers lock the object
 * they write, in this order: image, layers by digest, container. {@code docs/guide/storage.md} tells the protocol.
 */
@NullMarked
package dev.pinisi.storage;

import org.jspecify.annotations.NullMarked;
