/* location-rules.c: the side rules on sets of open sites: as a running count for the searches, as rows for the
 * programs. */
#include "location-private.h"
#include "cover-classes.h"
#include "mip.h"
#include <string.h>

void
posko_location_set_init (PoskoLocationSet *self, const PoskoLocationProblem *problem, const guint8 *open)
{
  *self = (PoskoLocationSet){ .problem = problem, .n_changes = problem->n_previous };
  self->open = g_new0 (guint8, problem->n_sites);
  self->in_group = g_new0 (guint32, MAX (problem->n_groups, 1));
  self->blocked = g_new0 (guint32, problem->n_sites);
  for (guint j = 0; j < problem->n_sites && open != NULL; j++)
    if (open[j])
      posko_location_set_open (self, j);
}

void
posko_location_set_clear (PoskoLocationSet *self)
{
  g_clear_pointer (&self->open, g_free);
  g_clear_pointer (&self->in_group, g_free);
  g_clear_pointer (&self->blocked, g_free);
}

static void
count_site (PoskoLocationSet *self, guint site, gint sign)
{
  const PoskoLocationProblem *p = self->problem;
  const guint32 step = (guint32) sign; /* unsigned wrap-round subtracts */
  self->open[site] = sign > 0;
  self->n_open += step;
  self->n_changes += sign * posko_location_change_step (p, site);
  self->cost += sign * p->costs[site];
  if (p->groups[site] != POSKO_LOCATION_NONE)
    self->in_group[p->groups[site]] += step;
  for (guint k = p->neighbour_starts[site]; k < p->neighbour_starts[site + 1]; k++)
    self->blocked[p->neighbours[k]] += step;
}

void
posko_location_set_open (PoskoLocationSet *self, guint site)
{
  count_site (self, site, 1);
}

void
posko_location_set_close (PoskoLocationSet *self, guint site)
{
  count_site (self, site, -1);
}

static gboolean
may_change (const PoskoLocationSet *self, gint step)
{
  return step <= 0 || self->n_changes + step <= (gint64) self->problem->max_changes;
}

gboolean
posko_location_set_may_open (const PoskoLocationSet *self, guint site)
{
  const PoskoLocationProblem *p = self->problem;
  const guint32 group = p->groups[site];
  return !self->open[site] && p->states[site] != POSKO_SITE_FORBIDDEN && self->n_open < p->max_open
         && self->blocked[site] == 0 && may_change (self, posko_location_change_step (p, site))
         && (p->budget < 0 || p->costs[site] <= p->budget - self->cost)
         && (group == POSKO_LOCATION_NONE || self->in_group[group] < p->group_maximum[group]);
}

gboolean
posko_location_set_may_swap (const PoskoLocationSet *self, guint out, guint in)
{
  const PoskoLocationProblem *p = self->problem;
  const guint32 from = p->groups[out], to = p->groups[in];
  guint32 blocked = self->blocked[in];
  if (p->states[out] == POSKO_SITE_OPEN || p->states[in] == POSKO_SITE_FORBIDDEN || !self->open[out] || self->open[in])
    return FALSE;
  if (p->budget >= 0 && p->costs[in] > p->budget - (self->cost - p->costs[out]))
    return FALSE;
  if (!may_change (self, posko_location_change_step (p, in) - posko_location_change_step (p, out)))
    return FALSE;
  if (from != to && from != POSKO_LOCATION_NONE && self->in_group[from] <= p->group_minimum[from])
    return FALSE;
  if (from != to && to != POSKO_LOCATION_NONE && self->in_group[to] >= p->group_maximum[to])
    return FALSE;
  for (guint k = p->neighbour_starts[out]; k < p->neighbour_starts[out + 1] && blocked > 0; k++)
    blocked -= p->neighbours[k] == in;
  return blocked == 0;
}

gboolean
posko_location_set_is_allowed (const PoskoLocationSet *self)
{
  const PoskoLocationProblem *p = self->problem;
  if (self->n_open > p->max_open || (p->budget >= 0 && self->cost > p->budget)
      || self->n_changes > (gint64) p->max_changes)
    return FALSE;
  for (guint k = 0; k < p->n_groups; k++)
    if (self->in_group[k] < p->group_minimum[k] || self->in_group[k] > p->group_maximum[k])
      return FALSE;
  for (guint j = 0; j < p->n_sites; j++)
    if (self->open[j] ? p->states[j] == POSKO_SITE_FORBIDDEN || self->blocked[j] > 0 : p->states[j] == POSKO_SITE_OPEN)
      return FALSE;
  return TRUE;
}

/* --- as rows --- */

static void
add_exclusion_rows (const PoskoLocationProblem *p, PoskoMip *mip)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) starts = NULL;
  for (guint32 j = 0; j < p->n_sites; j++)
    for (guint k = p->neighbour_starts[j]; k < p->neighbour_starts[j + 1]; k++)
      if (p->neighbours[k] > j)
        {
          g_array_append_val (pairs, j);
          g_array_append_val (pairs, p->neighbours[k]);
        }
  g_autoptr (GArray) nodes
      = posko_exclusion_cliques (p->n_sites, pairs->len / 2, (const guint32 *) (const void *) pairs->data, &starts);
  for (guint c = 0; c + 1 < starts->len; c++)
    {
      const guint row = posko_mip_add_row (mip, 0.0, 1.0);
      for (guint k = g_array_index (starts, guint32, c); k < g_array_index (starts, guint32, c + 1); k++)
        posko_mip_add_entry (mip, row, g_array_index (nodes, guint32, k), 1.0);
    }
}

void
posko_location_add_rules (const PoskoLocationProblem *p, PoskoMip *mip)
{
  for (guint j = 0; j < p->n_sites; j++)
    posko_mip_add_column (mip, p->states[j] == POSKO_SITE_OPEN ? 1.0 : 0.0,
                          p->states[j] == POSKO_SITE_FORBIDDEN ? 0.0 : 1.0, 0.0, TRUE);
  if (p->max_open < p->n_sites)
    {
      const guint row = posko_mip_add_row (mip, 0.0, p->max_open);
      for (guint j = 0; j < p->n_sites; j++)
        posko_mip_add_entry (mip, row, j, 1.0);
    }
  if (p->budget >= 0)
    {
      const guint row = posko_mip_add_row (mip, 0.0, (gdouble) p->budget);
      for (guint j = 0; j < p->n_sites; j++)
        posko_mip_add_entry (mip, row, j, (gdouble) p->costs[j]);
    }
  if (p->max_changes != POSKO_LOCATION_NO_LIMIT)
    {
      const guint row = posko_mip_add_row (mip, -POSKO_MIP_INFINITY, (gdouble) p->max_changes - p->n_previous);
      for (guint j = 0; j < p->n_sites; j++)
        posko_mip_add_entry (mip, row, j, posko_location_change_step (p, j));
    }
  const guint first = posko_mip_n_rows (mip);
  for (guint k = 0; k < p->n_groups; k++)
    posko_mip_add_row (mip, p->group_minimum[k],
                       p->group_maximum[k] == POSKO_LOCATION_NO_LIMIT ? POSKO_MIP_INFINITY : p->group_maximum[k]);
  for (guint j = 0; j < p->n_sites; j++)
    if (p->groups[j] != POSKO_LOCATION_NONE)
      posko_mip_add_entry (mip, first + p->groups[j], j, 1.0);
  add_exclusion_rows (p, mip);
}
