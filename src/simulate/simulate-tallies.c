/* simulate-tallies.c: sums of days, made and added to each other; see simulate-tallies.h. */
#include "simulate-tallies.h"

void
posko_tallies_init (PoskoTallies *self, const PoskoRunPlan *run)
{
  *self = (PoskoTallies) { .bins = g_new0 (PoskoBin, run->layout.n),
                           .units = g_new0 (PoskoUnitTally, MAX (1, run->n_units)),
                           .losses = g_new0 (PoskoLossTally, MAX (1, run->n_losses)),
                           .late = g_new0 (gint64, MAX (1, run->world->n_tps)),
                           .thrown = g_new0 (gint64, MAX (1, run->world->n_tps)),
                           .shifts = g_new0 (PoskoStaffDay, MAX (1, run->world->policy->n_shifts)) };
  for (guint b = 0; b < run->layout.n; b++)
    self->bins[b].longest = -1;
  posko_histogram_init (&self->waits);
  posko_histogram_init (&self->ambulance_waits);
}

void
posko_tallies_merge (PoskoTallies *self, const PoskoTallies *other, const PoskoRunPlan *run)
{
  for (guint f = 0; f < POSKO_N_SIMULATE_FIGURES; f++)
    posko_paired_merge (&self->figures[f], &other->figures[f]);
  posko_histogram_merge (&self->waits, &other->waits);
  posko_histogram_merge (&self->ambulance_waits, &other->ambulance_waits);
  for (guint b = 0; b < run->layout.n; b++)
    {
      posko_moments_merge (&self->bins[b].wait, &other->bins[b].wait);
      posko_moments_merge (&self->bins[b].late, &other->bins[b].late);
      self->bins[b].longest = MAX (self->bins[b].longest, other->bins[b].longest);
    }
  for (guint u = 0; u < run->n_units; u++)
    {
      posko_moments_merge (&self->units[u].busy, &other->units[u].busy);
      posko_moments_merge (&self->units[u].peak, &other->units[u].peak);
      self->units[u].calls += other->units[u].calls;
    }
  for (guint l = 0; l < run->n_losses; l++)
    {
      posko_paired_merge (&self->losses[l].wait, &other->losses[l].wait);
      posko_paired_merge (&self->losses[l].late, &other->losses[l].late);
      posko_paired_merge (&self->losses[l].ambulance, &other->losses[l].ambulance);
    }
  for (guint i = 0; i < run->world->n_tps; i++)
    {
      self->late[i] += other->late[i];
      self->thrown[i] += other->thrown[i];
    }
  for (guint s = 0; s < run->world->policy->n_shifts; s++)
    posko_staff_day_add (&self->shifts[s], &other->shifts[s]);
}

void
posko_tallies_clear (PoskoTallies *self)
{
  posko_histogram_clear (&self->waits);
  posko_histogram_clear (&self->ambulance_waits);
  g_free (self->bins);
  g_free (self->units);
  g_free (self->losses);
  g_free (self->late);
  g_free (self->thrown);
  g_free (self->shifts);
}
