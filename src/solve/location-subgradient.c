/* location-subgradient.c: how the prices of a Lagrangian bound move, and what the bound fixes; see location-lagrange.h.
 *
 * Prices of points: deflected subgradient steps (Held, Wolfe & Crowder, "Validation of subgradient optimization", 1974,
 * doi:10.1007/BF01580223; Camerini, Fratta & Maffioli 1975) of the length that would reach the target, halved when
 * nothing gets better for PATIENCE steps. The prices of the budget and of the changes take steps of their own kind; the
 * price on uncovered weight goes up or down by a rate. Free sites are fixed by their reduced cost (Beasley 1993): with
 * a site forced in or out, the matroid's optimum changes by one exchange. All of it is a matter of how good the bound
 * is, never of whether it holds.
 */
#include "location-lagrange-private.h"
#include <string.h>

#define PATIENCE 12     /* steps without a better bound before the step is halved */
#define COVER_PERIOD 10 /* steps between changes of the price on uncovered weight */

static gint64
unscale (const PoskoLagrange *self, gint64 bound)
{
  /* rounded up: travel values are whole */
  return bound >= 0 ? (bound + self->scale - 1) / self->scale : -(-bound / self->scale);
}

/* Fixes free sites that every better set must have, or cannot have; a bound higher by @needed leaves nothing to find.
 */
static void
fix_sites (PoskoLagrange *self, guint8 *states, const PoskoLagrangeEvaluation *e, gint64 needed)
{
  const PoskoLocationProblem *p = self->problem;
  gint64 weakest = G_MININT64, strongest = 0; /* of the free sites chosen, and of those left out (or nobody) */
  for (guint j = 0; j < p->n_sites; j++)
    {
      if (states[j] != POSKO_SITE_FREE)
        continue;
      if (self->chosen[j])
        weakest = MAX (weakest, self->values[j]);
      else
        strongest = MIN (strongest, self->values[j]);
    }
  if (e->n_chosen < p->max_open)
    weakest = MAX (weakest, 0);
  for (guint j = 0; j < p->n_sites; j++)
    {
      if (states[j] != POSKO_SITE_FREE)
        continue;
      if (self->chosen[j] && -self->values[j] + strongest >= needed)
        states[j] = POSKO_SITE_OPEN;
      else if (!self->chosen[j] && weakest > G_MININT64 && self->values[j] - weakest >= needed)
        states[j] = POSKO_SITE_FORBIDDEN;
    }
}

static void
step (PoskoLagrange *self, const gint64 *from, gint64 gap, gdouble factor)
{
  const PoskoLocationProblem *p = self->problem;
  gdouble norm = 0.0;
  for (guint i = 0; i < p->n_points; i++)
    {
      self->direction[i] = (1.0 - self->served[i]) + 0.4 * self->direction[i];
      norm += self->direction[i] * self->direction[i];
    }
  if (norm <= 0.0)
    return;
  const gdouble length = factor * (gdouble) gap / norm;
  for (guint i = 0; i < p->n_points; i++)
    {
      const gdouble price = (gdouble) from[i] + length * self->direction[i];
      self->trial[i] = price <= 0.0 ? 0 : (gint64) MIN (price, (gdouble) self->highest_price);
    }
}

/* What moves beside the prices of the points. */
typedef struct
{
  gdouble factor; /* of the step */
  guint stale;    /* steps without a better bound */
  PoskoLagrangeRulePrices rules;
  gint64 excess;      /* uncovered weight over the target, summed over COVER_PERIOD steps */
  gdouble cover_rate; /* by which the cover price goes up or down */
  gint cover_sign;
} Pace;

/* The price of a rule that the relaxation breaks by @excess of @limit. */
static gint64
move_rule_price (const PoskoLagrange *self, const Pace *pace, gint64 price, gdouble excess, gdouble limit, gint64 gap)
{
  const gdouble most = 0x1p58 / (limit + 1.0) / (self->problem->n_sites + 1.0);
  if (excess == 0.0)
    return price;
  return (gint64) CLAMP ((gdouble) price + 0.5 * pace->factor * (gdouble) gap / excess, 0.0, most);
}

static void
move_rule_prices (const PoskoLagrange *self, Pace *pace, const PoskoLagrangeEvaluation *e, gint64 goal)
{
  const PoskoLocationProblem *p = self->problem;
  const gint64 gap = goal - e->bound;
  if (p->budget >= 0)
    pace->rules.budget = move_rule_price (self, pace, pace->rules.budget, (gdouble) e->cost - (gdouble) p->budget,
                                          (gdouble) p->budget, gap);
  if (p->max_changes != POSKO_LOCATION_NO_LIMIT)
    pace->rules.change = move_rule_price (self, pace, pace->rules.change, (gdouble) e->n_changes - p->max_changes,
                                          (gdouble) p->n_sites, gap);
}

/* Up by a rate while the relaxation leaves too much uncovered, down while it leaves less; the rate shrinks at each
 * turn. */
static void
move_cover_price (PoskoLagrange *self, Pace *pace, const PoskoLagrangeEvaluation *e, guint step)
{
  if (!posko_lagrange_prices_cover (self))
    return;
  pace->excess += e->uncovered - self->cover_target;
  if (step % COVER_PERIOD != COVER_PERIOD - 1)
    return;
  const gint sign = (pace->excess > 0) - (pace->excess < 0);
  if (sign != 0 && sign == -pace->cover_sign)
    pace->cover_rate = 1.0 + (pace->cover_rate - 1.0) / 2.0;
  pace->cover_sign = sign != 0 ? sign : pace->cover_sign;
  pace->excess = 0;
  const gdouble price = (gdouble) MAX (self->cover_price, 1);
  const gdouble moved = sign > 0 ? price * pace->cover_rate : sign < 0 ? price / pace->cover_rate : price;
  posko_lagrange_set_cover_price (self, (gint64) MIN (moved, (gdouble) self->highest_cover_price));
}

void
posko_lagrange_bound (PoskoLagrange *self, guint8 *states, PoskoLagrangePrices *at, gint64 target, guint n_steps,
                      guint8 *chosen, guint32 *share)
{
  const PoskoLocationProblem *p = self->problem;
  const gint64 goal = (target - 1) * self->scale; /* a bound above it leaves nothing to find */
  g_autofree guint32 *times = g_new0 (guint32, p->n_sites);
  Pace pace = { .factor = 1.0, .rules = at->rules, .cover_rate = 2.0 };
  gint64 best = G_MININT64;
  guint counted = 0;

  posko_lagrange_set_cover_price (self, at->cover_price);
  memcpy (self->trial, at->prices, p->n_points * sizeof *self->trial);
  for (guint i = 0; i < p->n_points; i++)
    self->direction[i] = 0.0;
  for (guint s = 0; s < n_steps && best <= goal; s++)
    {
      const PoskoLagrangeEvaluation e = posko_lagrange_evaluate (self, states, self->trial, pace.rules);
      if (e.bound > best)
        {
          best = e.bound;
          pace.stale = 0;
          memcpy (at->prices, self->trial, p->n_points * sizeof *self->trial);
          at->rules = pace.rules;
          at->cover_price = self->cover_price;
          memcpy (chosen, self->chosen, p->n_sites);
          if (best <= goal)
            fix_sites (self, states, &e, goal - best + 1);
        }
      else if (++pace.stale >= PATIENCE)
        {
          pace.factor /= 2.0;
          pace.stale = 0;
        }
      for (guint j = 0; j < p->n_sites && 2 * s >= n_steps; j++)
        times[j] += self->chosen[j];
      counted += 2 * s >= n_steps;
      step (self, self->trial, MAX (goal - e.bound, self->scale), pace.factor);
      move_rule_prices (self, &pace, &e, goal);
      move_cover_price (self, &pace, &e, s);
    }
  for (guint j = 0; j < p->n_sites; j++)
    share[j] = counted == 0 ? 1000 * chosen[j] : (guint32) (1000 * (guint64) times[j] / counted);
  at->bound = best > goal ? G_MAXINT64 : MAX (at->bound, unscale (self, best));
}
