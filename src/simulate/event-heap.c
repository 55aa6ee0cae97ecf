/* event-heap.c: a 4-ary heap of events; see event-heap.h. */
#include "event-heap.h"

#define CHILDREN 4u

static inline gboolean
comes_before (const PoskoEvent *a, const PoskoEvent *b)
{
  if (a->time != b->time)
    return a->time < b->time;
  return a->kind != b->kind ? a->kind < b->kind : a->index < b->index;
}

void
posko_event_heap_init (PoskoEventHeap *self)
{
  self->events = g_array_new (FALSE, FALSE, sizeof (PoskoEvent));
}

void
posko_event_heap_clear (PoskoEventHeap *self)
{
  g_clear_pointer (&self->events, g_array_unref);
}

void
posko_event_heap_empty (PoskoEventHeap *self)
{
  g_array_set_size (self->events, 0);
}

void
posko_event_heap_push (PoskoEventHeap *self, gint64 time, guint32 kind, guint32 index)
{
  const PoskoEvent event = { time, kind, index };
  guint at = self->events->len;
  g_array_append_val (self->events, event);
  PoskoEvent *events = (PoskoEvent *) (gpointer) self->events->data;
  while (at > 0 && comes_before (&event, &events[(at - 1) / CHILDREN]))
    {
      events[at] = events[(at - 1) / CHILDREN];
      at = (at - 1) / CHILDREN;
    }
  events[at] = event;
}

gboolean
posko_event_heap_pop (PoskoEventHeap *self, PoskoEvent *event)
{
  const guint n = self->events->len;
  if (n == 0)
    return FALSE;
  PoskoEvent *events = (PoskoEvent *) (gpointer) self->events->data;
  *event = events[0];
  const PoskoEvent last = events[n - 1];
  guint at = 0;
  for (;;)
    {
      guint first = at * CHILDREN + 1, least = first;
      if (first >= n - 1)
        break;
      for (guint child = first + 1; child < MIN (first + CHILDREN, n - 1); child++)
        if (comes_before (&events[child], &events[least]))
          least = child;
      if (!comes_before (&events[least], &last))
        break;
      events[at] = events[least];
      at = least;
    }
  events[at] = last;
  g_array_set_size (self->events, n - 1);
  return TRUE;
}
