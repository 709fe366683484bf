/*
 * The heap of a process that lives for milliseconds: a pointer that moves. Nothing is ever freed, so memory is zero when it
 * is handed out, objects stay where they are, and TeaVM's collector, its tables and its start are left out.
 */
#include "runtime.h"

#include <unistd.h>

#define HEAP_BYTES (64 << 20)

static char heap[HEAP_BYTES] __attribute__((aligned(4096)));
static char *next = heap;

void pinisi_init_literals(void);

static void exhausted(void) {
  static const char message[] = "pinisi-oci: the heap of 64 MB is exhausted; is the configuration unreasonably large?\n";
  (void)!write(2, message, sizeof message - 1);
  _exit(1);
}

static void *take(int64_t bytes) {
  char *taken = next;
  if (bytes < 0 || bytes > heap + HEAP_BYTES - taken) {
    exhausted();
  }
  next = taken + ((bytes + 7) & ~(int64_t)7);
  return taken;
}

void *meth_otr_Allocator_allocate(void *class) {
  TeaVM_Object *object = take(((TeaVM_Class *)class)->size);
  object->header = TEAVM_PACK_CLASS(class);
  return object;
}

/* An element is as large as its type if that is primitive, else a reference; the first lies aligned to its size. */
void *meth_otr_Allocator_allocateArray(void *class, int32_t length) {
  TeaVM_Class *item = ((TeaVM_Class *)class)->itemType;
  int64_t size = teavm_primitiveKind(item) ? item->size : (int64_t)sizeof(void *);
  int64_t header = (intptr_t)TEAVM_ALIGN((void *)sizeof(TeaVM_Array), (uintptr_t)size);
  TeaVM_Array *array = take(length < 0 ? -1 : header + size * length);
  array->parent.header = TEAVM_PACK_CLASS(class);
  array->size = length;
  return array;
}

void teavm_initHeap(int64_t least, int64_t most) {
  (void)least;
  (void)most;
}

/* The start of the collector's own class. */
void meth_otr_GC__clinit_(void) {}

void teavm_initStringPool(void) { pinisi_init_literals(); }

/* TeaVM calls it first thing in every collection; nothing here leads to one. */
void teavm_gc_gcStarted(int32_t full) {
  (void)full;
  exhausted();
}
