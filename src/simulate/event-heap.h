/* event-heap.h: what happens next: a priority queue of events by time.
 *
 * A 4-ary heap in one array (Johnson, "Priority queues with update and finding minimum spanning trees", 1975): half as deep as a binary one, and
 * the four children of a node stand side by side. Events at the same second come by kind, then by number, so that the order of pushing decides
 * nothing. Push and pop take O(log n). One thread at a time.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  gint64 time;   /* s */
  guint32 kind;  /* the caller's; lower comes first at the same second */
  guint32 index; /* what it concerns; lower comes first at the same second and kind */
} PoskoEvent;

typedef struct
{
  GArray *events; /* (element-type PoskoEvent) */
} PoskoEventHeap;

void posko_event_heap_init (PoskoEventHeap *self);
void posko_event_heap_clear (PoskoEventHeap *self); /* frees */
void posko_event_heap_empty (PoskoEventHeap *self); /* forgets the events, keeps the memory */
void posko_event_heap_push (PoskoEventHeap *self, gint64 time, guint32 kind, guint32 index);

/** Takes the first event out into @event. Returns: %FALSE when there is none */
gboolean posko_event_heap_pop (PoskoEventHeap *self, PoskoEvent *event);

G_END_DECLS
