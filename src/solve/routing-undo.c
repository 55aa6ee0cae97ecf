/* routing-undo.c: taking back a step, and the best plan so far.
 *
 * Both copy the touched vehicles only, coded as their stops in the order of driving: no work grows with the number of
 * stops. O(stops of the touched vehicles).
 */
#include "routing-private.h"

/* Coded: number of trips, then for each its number of stops and the stops. */
static void
encode_vehicle (const PoskoRoutingState *self, gint32 vehicle, GArray *code)
{
  const GArray *list = self->vehicle_trips[vehicle];
  const gint32 n_trips = (gint32) list->len;
  g_array_append_val (code, n_trips);
  for (guint i = 0; i < list->len; i++)
    {
      const gint32 t = g_array_index (list, gint32, i);
      const gint32 departure = posko_routing_departure_node (self, t);
      g_array_append_val (code, self->trips[t].n_stops);
      for (gint32 s = self->nodes[departure].next; s != departure + 1; s = self->nodes[s].next)
        g_array_append_val (code, s);
    }
}

static void
clear_vehicle (PoskoRoutingState *self, gint32 vehicle)
{
  while (self->vehicle_trips[vehicle]->len > 0)
    {
      const gint32 t = g_array_index (self->vehicle_trips[vehicle], gint32, self->vehicle_trips[vehicle]->len - 1);
      posko_routing_state_set_sequence (self, t, NULL, 0);
      posko_routing_state_drop_trip (self, t);
    }
}

/* @vehicle must be clear, and so its stops of other trips. Returns: what follows in the code */
static const gint32 *
decode_vehicle (PoskoRoutingState *self, gint32 vehicle, const gint32 *code)
{
  const gint32 n_trips = *code++;
  for (gint32 i = 0; i < n_trips; i++)
    {
      const guint n = (guint) *code++;
      const gint32 t = posko_routing_state_add_trip (self, vehicle, (guint) i);
      posko_routing_state_set_sequence (self, t, code, n);
      code += n;
    }
  return code;
}

void
posko_routing_state_begin (PoskoRoutingState *self)
{
  self->stamp++;
  self->journal_value = self->value;
  g_array_set_size (self->journal, 0);
}

static void
mark_dirty (PoskoRoutingState *self, gint32 vehicle)
{
  if (self->is_dirty[vehicle])
    return;
  self->is_dirty[vehicle] = TRUE;
  g_array_append_val (self->dirty, vehicle);
}

/* To be called before anything of @vehicle changes. */
void
posko_routing_state_journal (PoskoRoutingState *self, gint32 vehicle)
{
  if (self->journal_stamp[vehicle] == self->stamp)
    return;
  self->journal_stamp[vehicle] = self->stamp;
  g_array_append_val (self->journal, vehicle);
  encode_vehicle (self, vehicle, self->journal);
  mark_dirty (self, vehicle);
}

static const gint32 *
skip_code (const gint32 *code)
{
  const gint32 n_trips = *code++;
  for (gint32 i = 0; i < n_trips; i++)
    code += 1 + *code;
  return code;
}

/* @coded: vehicles, each with its code */
static void
decode_all (PoskoRoutingState *self, const GArray *coded)
{
  const gint32 *const begin = (const gint32 *) (gpointer) coded->data;
  const gint32 *const end = begin + coded->len;
  for (const gint32 *code = begin; code < end; code = skip_code (code + 1))
    clear_vehicle (self, *code);
  for (const gint32 *code = begin; code < end;)
    code = decode_vehicle (self, code[0], code + 1);
}

void
posko_routing_state_undo (PoskoRoutingState *self)
{
  decode_all (self, self->journal);
  g_assert (self->value == self->journal_value);
}

GArray *
posko_routing_state_save (const PoskoRoutingState *self)
{
  GArray *code = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (gint32 v = 0; v < (gint32) self->model->n_vehicles; v++)
    {
      g_array_append_val (code, v);
      encode_vehicle (self, v, code);
    }
  return code;
}

void
posko_routing_state_restore (PoskoRoutingState *self, const GArray *code)
{
  posko_routing_state_begin (self);
  for (gint32 v = 0; v < (gint32) self->model->n_vehicles; v++)
    mark_dirty (self, v);
  decode_all (self, code);
}

void
posko_routing_state_keep_best (PoskoRoutingState *self)
{
  for (guint i = 0; i < self->dirty->len; i++)
    {
      const gint32 v = g_array_index (self->dirty, gint32, i);
      g_array_set_size (self->best[v], 0);
      encode_vehicle (self, v, self->best[v]);
      self->is_dirty[v] = FALSE;
    }
  g_array_set_size (self->dirty, 0);
  self->best_value = self->value;
}

void
posko_routing_state_load_best (PoskoRoutingState *self)
{
  for (guint i = 0; i < self->dirty->len; i++)
    clear_vehicle (self, g_array_index (self->dirty, gint32, i));
  for (guint i = 0; i < self->dirty->len; i++)
    {
      const gint32 v = g_array_index (self->dirty, gint32, i);
      if (self->best[v]->len > 0)
        decode_vehicle (self, v, (const gint32 *) (gpointer) self->best[v]->data);
      self->is_dirty[v] = FALSE;
    }
  g_array_set_size (self->dirty, 0);
  g_assert (self->value == self->best_value);
}
