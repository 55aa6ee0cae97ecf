/* roster-search.c: a roster from preferences (the program's relaxation); see roster-private.h.
 *
 * Method: duties are taken in order of preference as far as the person's rules allow; in each slot the people on duty are then
 * spread over the needs by a flow of least cost (exact for that slot, flow.h); whoever is left without a need goes off duty; and what
 * is still missing is filled one option at a time, the one that lowers the value most first.
 * O(duties log duties + Σ flow of a slot + filled places · options).
 */
#include "flow.h"
#include "roster-private.h"

typedef struct
{
  const PoskoRosterIndex *index;
  const gboolean *kept; /* per person: exactly the previous options */
  gboolean *on;      /* per duty */
  gboolean *taken;   /* per option, the caller's */
  guint *shifts, *nights; /* per person */
  gint64 *minutes;   /* per person */
  guint *on_need;    /* per need */
} Draft;

static void
draft_clear (Draft *self)
{
  g_free (self->on);
  g_free (self->shifts);
  g_free (self->nights);
  g_free (self->minutes);
  g_free (self->on_need);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static void
set_duty (Draft *self, guint duty, gboolean on)
{
  const PoskoRosterSlot *slot = posko_roster_duty_slot (self->index, duty);
  const guint p = self->index->duty_person[duty];
  self->on[duty] = on;
  self->shifts[p] += on ? 1 : -1u;
  self->nights[p] += slot->night ? (on ? 1 : -1u) : 0;
  self->minutes[p] += on ? slot->end - slot->start : slot->start - slot->end;
}

/* Locked and forbidden, by the problem and by what is to be kept. */
static gboolean
is_locked (const Draft *self, guint option)
{
  return (self->index->spec->options[option].flags & POSKO_ROSTER_LOCKED) != 0 ||
         (self->kept[self->index->spec->options[option].person] && posko_roster_is_previous (self->index, option));
}

static gboolean
is_forbidden (const Draft *self, guint option)
{
  return (self->index->spec->options[option].flags & POSKO_ROSTER_FORBIDDEN) != 0 ||
         (self->kept[self->index->spec->options[option].person] && !posko_roster_is_previous (self->index, option));
}

static gboolean
may_add (const Draft *self, guint duty)
{
  const PoskoRosterIndex *index = self->index;
  const PoskoRosterSlot *slot = posko_roster_duty_slot (index, duty);
  const guint p = index->duty_person[duty];
  const PoskoRosterPerson *person = &index->spec->people[p];
  if (self->on[duty] || self->shifts[p] >= person->max_shifts || (slot->night && self->nights[p] >= person->max_nights) ||
      (person->max_minutes > 0 && self->minutes[p] + slot->end - slot->start > person->max_minutes))
    return FALSE;
  for (guint d = index->first_duty[p]; d < index->first_duty[p + 1]; d++)
    if (self->on[d] && !posko_roster_compatible (slot, posko_roster_duty_slot (index, d), person->rest_minutes))
      return FALSE;
  return TRUE;
}

typedef struct
{
  gdouble preference;
  guint duty;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  if (x->preference != y->preference)
    return x->preference > y->preference ? -1 : 1;
  return x->duty < y->duty ? -1 : x->duty > y->duty;
}

static void
take_preferred (Draft *self, const gdouble *preference)
{
  const PoskoRosterIndex *index = self->index;
  g_autofree Ranked *ranked = g_new (Ranked, (gsize) index->n_duties + 1);
  guint n = 0;
  for (guint o = 0; o < index->spec->n_options; o++)
    if (is_locked (self, o))
      set_duty (self, index->duty_of_option[o], TRUE);
  for (guint d = 0; d < index->n_duties; d++)
    if (preference[d] > 0.0 && !self->kept[index->duty_person[d]])
      ranked[n++] = (Ranked){ preference[d], d };
  qsort (ranked, n, sizeof *ranked, compare_ranked);
  for (guint k = 0; k < n; k++)
    if (may_add (self, ranked[k].duty))
      set_duty (self, ranked[k].duty, TRUE);
}

/* Adds the needs of @slot: the places by falling price, as arcs to the sink. */
static void
add_need_arcs (const PoskoRosterSpec *spec, PoskoFlow *flow, guint slot, const guint *node_of_need, guint sink)
{
  for (guint n = 0; n < spec->n_needs; n++)
    {
      const PoskoRosterNeed *need = &spec->needs[n];
      if (need->slot != slot)
        continue;
      posko_flow_add_arc (flow, node_of_need[n], sink, need->n_dear, -need->price_dear);
      posko_flow_add_arc (flow, node_of_need[n], sink, need->wanted - need->n_dear, -need->price_missing);
      posko_flow_add_arc (flow, node_of_need[n], sink, need->over_max, need->price_over);
    }
}

/* Returns: the option that a locked duty must take, or NONE */
static guint
locked_option (const Draft *self, guint duty)
{
  const PoskoRosterIndex *index = self->index;
  for (guint k = index->first_option[duty]; k < index->first_option[duty + 1]; k++)
    if (is_locked (self, index->duty_options[k]))
      return index->duty_options[k];
  return POSKO_ROSTER_NONE;
}

/* Spreads the people on duty in @slot over its needs; @duties are those of the slot. */
static gboolean
spread (Draft *self, guint slot, const guint *duties, guint n_duties, const PoskoSolveParams *params, GError **error)
{
  const PoskoRosterIndex *index = self->index;
  const PoskoRosterSpec *spec = index->spec;
  g_autofree guint *node_of_need = g_new0 (guint, (gsize) spec->n_needs + 1);
  g_autoptr (GArray) arc_option = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_nodes = n_duties;
  gint64 prize = 1; /* for a locked option: more than everything else together can bring */
  for (guint n = 0; n < spec->n_needs; n++)
    if (spec->needs[n].slot == slot)
      {
        node_of_need[n] = n_nodes++;
        prize += (gint64) spec->needs[n].wanted * MAX (spec->needs[n].price_missing, spec->needs[n].price_dear) +
                 (gint64) spec->needs[n].over_max * spec->needs[n].price_over;
      }
  const guint sink = n_nodes;
  g_autoptr (PoskoFlow) flow = posko_flow_new (n_nodes + 1);
  for (guint i = 0; i < n_duties; i++)
    {
      const guint locked = locked_option (self, duties[i]);
      for (guint k = index->first_option[duties[i]]; k < index->first_option[duties[i] + 1]; k++)
        {
          const guint o = index->duty_options[k];
          if (is_forbidden (self, o) || (locked != POSKO_ROSTER_NONE && locked != o))
            continue;
          posko_flow_add_arc (flow, i, node_of_need[spec->options[o].need], 1,
                              locked == o ? spec->options[o].cost - prize : spec->options[o].cost);
          g_array_append_val (arc_option, o);
        }
    }
  for (guint i = 0; i < n_duties; i++)
    {
      posko_flow_add_arc (flow, i, sink, 1, 0);
      posko_flow_add_supply (flow, i, 1);
      posko_flow_add_supply (flow, sink, -1);
    }
  add_need_arcs (spec, flow, slot, node_of_need, sink);
  g_autofree gint64 *flows = g_new0 (gint64, (gsize) arc_option->len + n_duties + 3 * (gsize) spec->n_needs + 1);
  PoskoSolveResult result;
  const PoskoSolveParams flow_params = { .cancellable = params->cancellable };
  if (!posko_flow_solve (flow, &flow_params, flows, &result, error))
    return FALSE;
  for (guint a = 0; a < arc_option->len; a++)
    if (flows[a] > 0)
      {
        const guint o = g_array_index (arc_option, guint, a);
        self->taken[o] = TRUE;
        self->on_need[spec->options[o].need]++;
      }
  for (guint i = 0; i < n_duties; i++)
    if (flows[arc_option->len + i] > 0)
      set_duty (self, duties[i], FALSE);
  return TRUE;
}

/* What taking @option (whose duty is off) changes in the value. */
static gint64
change_by (const Draft *self, guint option)
{
  const PoskoRosterIndex *index = self->index;
  const PoskoRosterOption *o = &index->spec->options[option];
  const PoskoRosterNeed *need = &index->spec->needs[o->need];
  const PoskoRosterPerson *person = &index->spec->people[o->person];
  const guint night = index->spec->slots[need->slot].night ? 1 : 0;
  return o->cost + posko_roster_need_price (need, self->on_need[o->need] + 1) -
         posko_roster_need_price (need, self->on_need[o->need]) +
         posko_roster_person_price (person, TRUE, self->shifts[o->person] + 1, self->nights[o->person] + night) -
         posko_roster_person_price (person, TRUE, self->shifts[o->person], self->nights[o->person]);
}

/* Takes the best option left, again and again, while one lowers the value. */
static void
fill (Draft *self)
{
  const PoskoRosterIndex *index = self->index;
  const PoskoRosterSpec *spec = index->spec;
  for (;;)
    {
      guint best = POSKO_ROSTER_NONE;
      gint64 best_change = 0;
      for (guint k = 0; k < spec->n_options; k++)
        {
          const guint o = index->duty_options[k];
          const PoskoRosterNeed *need = &spec->needs[spec->options[o].need];
          if (self->taken[o] || is_forbidden (self, o) ||
              self->on_need[spec->options[o].need] >= need->wanted + need->over_max)
            continue;
          const gint64 change = change_by (self, o);
          if (change < best_change && may_add (self, index->duty_of_option[o]))
            {
              best = o;
              best_change = change;
            }
        }
      if (best == POSKO_ROSTER_NONE)
        return;
      self->taken[best] = TRUE;
      self->on_need[spec->options[best].need]++;
      set_duty (self, index->duty_of_option[best], TRUE);
    }
}

gboolean
posko_roster_round (const PoskoRosterIndex *index, const gdouble *preference, const gboolean *kept,
                    const PoskoSolveParams *params, gboolean *taken, GError **error)
{
  const PoskoRosterSpec *spec = index->spec;
  g_auto (Draft) draft = { .index = index, .kept = kept, .taken = taken };
  g_autofree guint *duties = g_new (guint, (gsize) index->n_duties + 1);
  draft.on = g_new0 (gboolean, (gsize) index->n_duties + 1);
  draft.shifts = g_new0 (guint, (gsize) spec->n_people + 1);
  draft.nights = g_new0 (guint, (gsize) spec->n_people + 1);
  draft.minutes = g_new0 (gint64, (gsize) spec->n_people + 1);
  draft.on_need = g_new0 (guint, (gsize) spec->n_needs + 1);
  for (guint o = 0; o < spec->n_options; o++)
    taken[o] = FALSE;
  take_preferred (&draft, preference);
  for (guint s = 0; s < spec->n_slots; s++)
    {
      guint n = 0;
      for (guint d = 0; d < index->n_duties; d++)
        if (draft.on[d] && index->duty_slot[d] == s)
          duties[n++] = d;
      if (n > 0 && !spread (&draft, s, duties, n, params, error))
        return FALSE;
    }
  fill (&draft);
  return TRUE;
}
