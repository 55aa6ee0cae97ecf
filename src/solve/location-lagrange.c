/* location-lagrange.c: a bound for p-median-like problems by relaxing "every point is served"; see location-lagrange.h.
 *
 * Cornuéjols, Fisher & Nemhauser, "Location of bank accounts to optimize float", 1977, doi:10.1287/mnsc.23.8.789;
 * Beasley, "Lagrangean heuristics for location problems", 1993, doi:10.1016/0377-2217(93)90118-7. With a price u_i ≥ 0
 * for serving point i, site j is worth
 *
 *   ρ_j = sum of the capacity_j most negative (c_ij - u_i),
 *
 * and the bound is Σ u_i + the least Σ ρ_j over sets of sites that keep the count, the groups and the fixed sites:
 * these are a matroid, so taking the groups' minima first and then the most negative is exact. Exclusions are left to
 * the branching; the budget and a limit on changes have prices of their own. The levels before travel are held down by:
 * a free "site" of capacity v₀ for the points that go unserved, and a price λ on uncovered weight, λ·v₁ off the bound.
 * Where v₁ is only what no site covers, the other points simply may not be served from afar. Everything is an integer
 * in units of 1/scale, so a bound is exact, not only nearly so.
 *
 * One evaluation costs O(n_points × n_sites). How the prices move is in location-subgradient.c.
 */
#include "location-lagrange-private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SCALE 1024
#define UNREACHABLE_COST (G_MAXINT64 / 4)

/* Which points some site covers; whether the best set leaves none of them uncovered. */
static void
find_must (PoskoLagrange *self)
{
  const PoskoLocationProblem *p = self->problem;
  gint64 hopeless = 0;
  self->must = g_new0 (guint8, p->n_points);
  self->far_away = g_new0 (guint8, (gsize) p->n_points * p->n_sites);
  if (!p->counts[POSKO_LOCATION_UNCOVERED])
    return;
  for (guint i = 0; i < p->n_points; i++)
    {
      for (guint j = 0; j < p->n_sites; j++)
        {
          const gboolean covers = posko_location_travel (p, i, j) <= p->standard;
          self->far_away[(gsize) j * p->n_points + i] = !covers;
          self->must[i] |= covers && p->states[j] != POSKO_SITE_FORBIDDEN && p->capacities[j] > 0;
        }
      hopeless += self->must[i] ? 0 : p->weights[i];
      self->must[i] &= p->weights[i] > 0;
    }
  self->strict = self->level == POSKO_LOCATION_TRAVEL && hopeless == self->cover_target && p->change_price == 0;
}

/* A scale that keeps every sum within 64 bits, and what follows from it. */
static void
find_scale (PoskoLagrange *self)
{
  const PoskoLocationProblem *p = self->problem;
  gint64 total = 1 + p->change_price * p->n_sites, heaviest = MAX (1, p->change_price);
  for (guint i = 0; i < p->n_points; i++)
    {
      gint64 longest = 1;
      for (guint j = 0; j < p->n_sites; j++)
        if (posko_location_travel (p, i, j) != POSKO_LOCATION_UNREACHABLE)
          longest = MAX (longest, posko_location_travel (p, i, j));
      total += p->weights[i] * longest;
      heaviest = MAX (heaviest, p->weights[i]);
    }
  self->scale = MAX_SCALE; /* Σ of scaled costs stays below 2⁵² */
  while (self->scale > 1 && total > ((gint64) 1 << 52) / self->scale)
    self->scale /= 2;
  self->highest_price = (gint64) (0x1p61 / p->n_points / p->n_sites); /* then no sum over sites overflows */
  self->highest_cover_price = self->highest_price / heaviest;
}

PoskoLagrange *
posko_lagrange_new (const PoskoLocationProblem *p, PoskoLocationCost cost, PoskoLocationLevel level)
{
  PoskoLagrange *self = g_new0 (PoskoLagrange, 1);
  self->problem = p;
  self->level = level;
  self->unserved_room = (guint) posko_location_cost_level (p, cost, POSKO_LOCATION_UNSERVED);
  if (level == POSKO_LOCATION_TRAVEL)
    self->cover_target = posko_location_cost_level (p, cost, POSKO_LOCATION_UNCOVERED);
  find_must (self);
  find_scale (self);
  self->cover_price = -1; /* no costs yet */
  self->costs = g_new (gint64, (gsize) p->n_points * p->n_sites);
  self->values = g_new0 (gint64, p->n_sites);
  self->threshold = g_new0 (gint64, p->n_sites);
  self->at_threshold = g_new0 (guint32, p->n_sites);
  self->amounts = g_new (gint64, p->n_points);
  self->order = g_new (guint32, p->n_sites);
  self->chosen = g_new0 (guint8, p->n_sites);
  self->in_group = g_new0 (guint32, MAX (p->n_groups, 1));
  self->served = g_new (gint32, p->n_points);
  self->direction = g_new (gdouble, p->n_points);
  self->trial = g_new (gint64, p->n_points);
  return self;
}

void
posko_lagrange_free (PoskoLagrange *self)
{
  if (self == NULL)
    return;
  g_free (self->must);
  g_free (self->far_away);
  g_free (self->costs);
  g_free (self->values);
  g_free (self->threshold);
  g_free (self->at_threshold);
  g_free (self->amounts);
  g_free (self->order);
  g_free (self->chosen);
  g_free (self->in_group);
  g_free (self->served);
  g_free (self->direction);
  g_free (self->trial);
  g_free (self);
}

static gint64
cost_at (const PoskoLagrange *self, guint point, guint site)
{
  const PoskoLocationProblem *p = self->problem;
  const guint32 travel = posko_location_travel (p, point, site);
  const PoskoLocationCost cost = posko_location_served_cost (p, point, travel);
  if (travel == POSKO_LOCATION_UNREACHABLE || (self->strict && self->must[point] && cost.first > 0))
    return UNREACHABLE_COST;
  if (self->level == POSKO_LOCATION_UNCOVERED)
    return cost.first * self->scale;
  return cost.second * self->scale + cost.first * self->cover_price;
}

/* Of a point that goes unserved within the room for that. */
static gint64
unserved_cost (const PoskoLagrange *self, guint point)
{
  if (self->strict && self->must[point])
    return UNREACHABLE_COST;
  if (!self->problem->counts[POSKO_LOCATION_UNCOVERED])
    return 0;
  return self->problem->weights[point] * (self->level == POSKO_LOCATION_UNCOVERED ? self->scale : self->cover_price);
}

void
posko_lagrange_set_cover_price (PoskoLagrange *self, gint64 price)
{
  const PoskoLocationProblem *p = self->problem;
  if (price == self->cover_price)
    return;
  self->cover_price = price;
  for (guint i = 0; i < p->n_points; i++)
    for (guint j = 0; j < p->n_sites; j++)
      self->costs[(gsize) j * p->n_points + i] = cost_at (self, i, j);
}

gboolean
posko_lagrange_prices_cover (const PoskoLagrange *self)
{
  return self->level == POSKO_LOCATION_TRAVEL && self->problem->counts[POSKO_LOCATION_UNCOVERED] && !self->strict;
}

void
posko_lagrange_first_prices (PoskoLagrange *self, const guint8 *open, PoskoLagrangePrices *at)
{
  const PoskoLocationProblem *p = self->problem;
  g_autofree guint32 *first = g_new (guint32, p->n_points);
  g_autoptr (PoskoLocationAssign) assign = posko_location_assign_new (p, POSKO_ASSIGN_ALL, 0);
  posko_location_assign_run (assign, open, first);
  at->cover_price = 0;
  if (posko_lagrange_prices_cover (self))
    at->cover_price = MIN ((gint64) p->standard * self->scale, self->highest_cover_price);
  posko_lagrange_set_cover_price (self, at->cover_price);
  for (guint i = 0; i < p->n_points; i++)
    {
      const gint64 cost = first[i] == POSKO_LOCATION_NONE ? unserved_cost (self, i) : cost_at (self, i, first[i]);
      at->prices[i]
          = MIN (self->level == POSKO_LOCATION_UNCOVERED ? p->weights[i] * self->scale / 2 : cost, self->highest_price);
    }
}

/* --- what a site is worth --- */

/* The @k-th least (from 0) of @n amounts, which are moved about (Hoare's quickselect; the pivot is the middle one). */
static gint64
select_amount (gint64 *amounts, gint n, gint k)
{
  gint low = 0, high = n - 1;
  while (low < high)
    {
      const gint64 pivot = amounts[low + (high - low) / 2];
      gint i = low, j = high;
      while (i <= j)
        {
          while (amounts[i] < pivot)
            i++;
          while (amounts[j] > pivot)
            j--;
          if (i <= j)
            {
              const gint64 swap = amounts[i];
              amounts[i++] = amounts[j];
              amounts[j--] = swap;
            }
        }
      if (k <= j)
        high = j;
      else if (k >= i)
        low = i;
      else
        break;
    }
  return amounts[k];
}

/* Sums the @room least of @n negative amounts; says where it stopped. */
static gint64
sum_least (gint64 *amounts, guint n, guint room, gint64 *threshold, guint32 *at_threshold)
{
  gint64 sum = 0;
  guint below = 0;
  *threshold = 0;
  *at_threshold = 0;
  if (room == 0)
    {
      *threshold = G_MININT64;
      return 0;
    }
  if (n > room)
    *threshold = select_amount (amounts, (gint) n, (gint) room - 1);
  for (guint k = 0; k < n; k++)
    if (amounts[k] < *threshold)
      {
        sum += amounts[k];
        below++;
      }
  if (n <= room)
    return sum;
  *at_threshold = room - below;
  return sum + *threshold * (gint64) *at_threshold;
}

static void
value_site (PoskoLagrange *self, guint site, const gint64 *prices)
{
  const PoskoLocationProblem *p = self->problem;
  const gint64 *costs = self->costs + (gsize) site * p->n_points;
  gint64 sum = 0;
  guint n = 0;
  if (p->capacities[site] >= p->n_points)
    {
      for (guint i = 0; i < p->n_points; i++)
        {
          const gint64 amount = costs[i] - prices[i];
          sum += amount < 0 ? amount : 0;
        }
      self->values[site] = sum;
      self->threshold[site] = 0;
      self->at_threshold[site] = 0;
      return;
    }
  for (guint i = 0; i < p->n_points; i++)
    {
      const gint64 amount = costs[i] - prices[i];
      self->amounts[n] = amount;
      n += amount < 0;
    }
  self->values[site]
      = sum_least (self->amounts, n, p->capacities[site], &self->threshold[site], &self->at_threshold[site]);
}

/* Counts the points that a site (POSKO_LOCATION_NONE: nobody) serves in the relaxation. Returns their uncovered weight.
 */
static gint64
count_served (PoskoLagrange *self, guint32 site, const gint64 *prices, gint64 threshold, guint32 at_threshold)
{
  const PoskoLocationProblem *p = self->problem;
  const gboolean nobody = site == POSKO_LOCATION_NONE;
  const gsize column = nobody ? 0 : (gsize) site * p->n_points;
  gint64 uncovered = 0;
  for (guint i = 0; i < p->n_points; i++)
    {
      const gint64 amount = (nobody ? unserved_cost (self, i) : self->costs[column + i]) - prices[i];
      const gboolean tied = amount == threshold && at_threshold > 0;
      if (amount >= threshold && !tied)
        continue;
      at_threshold -= tied;
      self->served[i]++;
      uncovered += nobody || self->far_away[column + i] ? p->weights[i] : 0;
    }
  return uncovered;
}

/* --- which sites the relaxation takes --- */

static gint
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  const gint64 *values = data;
  const guint32 j = *(const guint32 *) a, k = *(const guint32 *) b;
  if (values[j] != values[k])
    return values[j] < values[k] ? -1 : 1;
  return (j > k) - (j < k);
}

static void
take (PoskoLagrange *self, guint site, guint *n_chosen, gint64 *sum)
{
  const guint32 group = self->problem->groups[site];
  self->chosen[site] = 1;
  if (group != POSKO_LOCATION_NONE)
    self->in_group[group]++;
  (*n_chosen)++;
  *sum += self->values[site];
}

/* The cheapest set: fixed sites, groups' minima, then whatever is negative while there is room. */
static gint64
choose_sites (PoskoLagrange *self, const guint8 *states, guint *n_chosen)
{
  const PoskoLocationProblem *p = self->problem;
  gint64 sum = 0;
  guint n = 0;
  *n_chosen = 0;
  memset (self->chosen, 0, p->n_sites);
  memset (self->in_group, 0, p->n_groups * sizeof *self->in_group);
  for (guint32 j = 0; j < p->n_sites; j++)
    {
      if (states[j] == POSKO_SITE_OPEN)
        take (self, j, n_chosen, &sum);
      else if (states[j] == POSKO_SITE_FREE)
        self->order[n++] = j;
    }
  if (n > 0)
    g_qsort_with_data (self->order, (gint) n, sizeof *self->order, compare_values, self->values);
  for (guint k = 0; k < n && p->n_groups > 0; k++)
    {
      const guint32 group = p->groups[self->order[k]];
      if (group != POSKO_LOCATION_NONE && self->in_group[group] < p->group_minimum[group])
        take (self, self->order[k], n_chosen, &sum);
    }
  for (guint k = 0; k < n && *n_chosen < p->max_open; k++)
    {
      const guint32 site = self->order[k], group = p->groups[site];
      if (self->values[site] >= 0)
        break;
      if (!self->chosen[site] && (group == POSKO_LOCATION_NONE || self->in_group[group] < p->group_maximum[group]))
        take (self, site, n_chosen, &sum);
    }
  return sum;
}

/* --- one evaluation --- */

/* What an open site costs beside the points it serves. */
static gint64
price_site (const PoskoLagrange *self, guint site, PoskoLagrangeRulePrices rules)
{
  const PoskoLocationProblem *p = self->problem;
  const gint64 price = self->level == POSKO_LOCATION_UNCOVERED ? self->scale : self->cover_price;
  return (p->budget >= 0 ? rules.budget * p->costs[site] : 0) + rules.change * posko_location_change_step (p, site)
         + price * posko_location_opening_cost (p, site);
}

/* Of the rules and of the level before: whatever is chosen. */
static gint64
price_nothing (const PoskoLagrange *self, PoskoLagrangeRulePrices rules)
{
  const PoskoLocationProblem *p = self->problem;
  const gint64 price = self->level == POSKO_LOCATION_UNCOVERED ? self->scale : self->cover_price;
  gint64 constant = price * p->change_price * p->n_previous - self->cover_price * self->cover_target;
  if (p->budget >= 0)
    constant -= rules.budget * p->budget;
  if (p->max_changes != POSKO_LOCATION_NO_LIMIT)
    constant += rules.change * ((gint64) p->n_previous - p->max_changes);
  return constant;
}

PoskoLagrangeEvaluation
posko_lagrange_evaluate (PoskoLagrange *self, const guint8 *states, const gint64 *prices, PoskoLagrangeRulePrices rules)
{
  const PoskoLocationProblem *p = self->problem;
  PoskoLagrangeEvaluation e = { .n_changes = p->n_previous, .uncovered = p->change_price * p->n_previous };
  gint64 constant = price_nothing (self, rules), threshold = 0;
  guint32 at_threshold = 0;
  guint n = 0;

  for (guint i = 0; i < p->n_points; i++)
    {
      constant += prices[i];
      self->served[i] = 0;
    }
  if (self->unserved_room > 0)
    {
      for (guint i = 0; i < p->n_points; i++)
        {
          self->amounts[n] = unserved_cost (self, i) - prices[i];
          n += self->amounts[n] < 0;
        }
      constant += sum_least (self->amounts, n, self->unserved_room, &threshold, &at_threshold);
      e.uncovered += count_served (self, POSKO_LOCATION_NONE, prices, threshold, at_threshold);
    }
  for (guint j = 0; j < p->n_sites; j++)
    if (states[j] != POSKO_SITE_FORBIDDEN)
      {
        value_site (self, j, prices);
        self->values[j] += price_site (self, j, rules);
      }
  e.bound = constant + choose_sites (self, states, &e.n_chosen);
  for (guint j = 0; j < p->n_sites; j++)
    if (self->chosen[j])
      {
        e.cost += p->costs[j];
        e.n_changes += posko_location_change_step (p, j);
        e.uncovered += posko_location_opening_cost (p, j);
        e.uncovered += count_served (self, j, prices, self->threshold[j], self->at_threshold[j]);
      }
  return e;
}
