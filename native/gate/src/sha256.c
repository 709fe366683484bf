/*
 * SHA-256 (FIPS 180-4) by the processor's own instructions. The JVM has them only in code that its second compiler made, which
 * a command of 30 ms never sees. Processors without them are left to the JVM.
 */
#include <jni.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

static const uint32_t constants[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static int has_instructions(void) {
    unsigned a, b, c, d;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1) &&
           __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Blocks of 64 bytes into the state: eight words, a to h. */
__attribute__((target("sha,sse4.1,ssse3"))) static void compress(uint32_t *state, const uint8_t *data, size_t blocks) {
    const __m128i bytes_of_words = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xb1);
    __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1b);
    /* the instructions want the words in two halves of their own: a b e f, and c d g h */
    __m128i abef = _mm_alignr_epi8(abcd, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, abcd, 0xf0);
    for (; blocks > 0; blocks--, data += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i words[4]; /* the last 16 of the message schedule */
#pragma GCC unroll 16
        for (int four = 0; four < 16; four++) {
            __m128i *now = &words[four % 4], last = words[(four + 3) % 4];
            if (four < 4) {
                *now = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)data + four), bytes_of_words);
            } else {
                __m128i seven_before = _mm_alignr_epi8(last, words[(four + 2) % 4], 4);
                __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(*now, words[(four + 1) % 4]), seven_before);
                *now = _mm_sha256msg2_epu32(sum, last);
            }
            __m128i keyed = _mm_add_epi32(*now, _mm_load_si128((const __m128i *)constants + four));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, keyed);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(keyed, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
    __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}
#else
static int has_instructions(void) {
    return 0;
}

static void compress(uint32_t *state, const uint8_t *data, size_t blocks) {
    (void)state, (void)data, (void)blocks;
}
#endif

JNIEXPORT jboolean JNICALL Java_dev_pinisi_linux_NativeSha256_hasInstructions(JNIEnv *env, jclass type) {
    (void)env, (void)type;
    return (jboolean)has_instructions();
}

/* The caller has checked that the arrays hold as much. The data is not copied: a collection waits until this is done. */
JNIEXPORT void JNICALL Java_dev_pinisi_linux_NativeSha256_compress(JNIEnv *env, jclass type, jintArray state, jbyteArray data,
                                                                   jint offset, jint blocks) {
    (void)type;
    uint32_t words[8];
    (*env)->GetIntArrayRegion(env, state, 0, 8, (jint *)words);
    uint8_t *bytes = (*env)->GetPrimitiveArrayCritical(env, data, NULL);
    if (bytes == NULL)
        return; /* an OutOfMemoryError is pending */
    compress(words, bytes + offset, (size_t)blocks);
    (*env)->ReleasePrimitiveArrayCritical(env, data, bytes, JNI_ABORT);
    (*env)->SetIntArrayRegion(env, state, 0, 8, (const jint *)words);
}
