/* What TeaVM generated, as one unit, without what only the collector needs: it never runs (heap.c). */
#include "runtime.h"

/* heap.c has its own of these. */
extern void teavm_gc_gcStarted(int32_t full) __attribute__((weak));
extern void teavm_initHeap(int64_t least, int64_t most) __attribute__((weak));
extern void meth_otr_GC__clinit_(void) __attribute__((weak));
extern void teavm_initStringPool(void) __attribute__((weak));
extern void *meth_otr_Allocator_allocate(void *class) __attribute__((weak));
extern void *meth_otr_Allocator_allocateArray(void *class, int32_t length) __attribute__((weak));

/* Nobody looks for references on the stack: a frame is what throwing an exception needs, and no more. */
#undef TEAVM_ALLOC_STACK
#undef TEAVM_GC_ROOT
#undef TEAVM_GC_ROOT_RELEASE
#define TEAVM_ALLOC_STACK(size) \
  struct { TeaVM_StackFrame header; } teavm_shadowStack; \
  teavm_shadowStack.header.next = teavm_stackTop; \
  teavm_stackTop = &teavm_shadowStack.header
#define TEAVM_GC_ROOT(index, reference) ((void)0)
#define TEAVM_GC_ROOT_RELEASE(index) ((void)0)

/* Nobody asks which regions of the heap were written to. */
#define teavm_gc_writeBarrier(object) ((void)(object))

#define main teavm_main
#include "all.c"

/* A literal is one object everywhere already; a table of them would serve String.intern only, which nothing calls. */
void pinisi_init_literals(void) {
  for (size_t i = 0; i < sizeof teavm_stringPool / sizeof *teavm_stringPool; i++) {
    TeaVM_String *literal = teavm_stringPool[i];
    if (literal) {
      literal->parent.header = TEAVM_PACK_CLASS(teavm_stringClass) | INT32_MIN;
      literal->characters->parent.header = TEAVM_PACK_CLASS(teavm_charArrayClass) | INT32_MIN;
    }
  }
}
