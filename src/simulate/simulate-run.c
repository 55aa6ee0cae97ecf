/* simulate-run.c: lives through the days, block by block, and counts what happens.
 *
 * A thread takes the next block of days, lives through each and adds it to sums of its own. All sums are exact integers and every random quantity is a
 * function of its key, so that neither the threads nor the order of the blocks change a byte.
 */
#include "simulate-tallies.h"
#include <string.h>

#define BLOCK_DAYS 64u

/* What one thread needs to live through a day under one plan. */
typedef struct
{
  const PoskoLife *life;
  PoskoDispatch *dispatch;
  PoskoStaffScratch scratch;
  PoskoCrew *crews;
  GArray *calls;   /* (element-type PoskoCall) */
  GArray *answers; /* (element-type PoskoAnswer) */
  GArray *others;  /* (element-type PoskoAnswer): with a unit lost */
  gint64 *vehicle_free, *eaten, *late, *thrown;
  PoskoUse use;
  PoskoStaffDay staff, *shifts; /* of this day; per shift of the policy, of all days */
  PoskoMealDay meals;
  guint n_spoilt;
  PoskoShare figures[POSKO_N_SIMULATE_FIGURES];
} Living;

typedef struct
{
  PoskoRunPlan *run;
  PoskoTallies tallies;
  PoskoDay day;
  Living livings[2];
  PoskoShare *bin_wait, *bin_late; /* of this day */
  GArray *touched;                 /* (element-type guint): bins of this day */
  gint64 *unit_busy, *unit_peak;
} Worker;

static void
living_init (Living *self, const PoskoLife *life, const PoskoWorld *world)
{
  const PoskoFleet *fleet = &life->fleet;
  *self = (Living) { .life = life, .dispatch = posko_dispatch_new (fleet) };
  posko_staff_scratch_init (&self->scratch, life);
  self->crews = g_new (PoskoCrew, MAX (1, fleet->n_teams));
  self->calls = g_array_new (FALSE, FALSE, sizeof (PoskoCall));
  self->answers = g_array_new (FALSE, FALSE, sizeof (PoskoAnswer));
  self->others = g_array_new (FALSE, FALSE, sizeof (PoskoAnswer));
  self->vehicle_free = g_new (gint64, MAX (1, life->n_vehicles));
  self->eaten = g_new (gint64, MAX (1, life->stops->len));
  self->late = g_new0 (gint64, MAX (1, world->n_tps));
  self->thrown = g_new0 (gint64, MAX (1, world->n_tps));
  self->shifts = g_new0 (PoskoStaffDay, MAX (1, world->policy->n_shifts));
  self->use = (PoskoUse) { .team_busy = g_new (gint64, MAX (1, fleet->n_teams)),
                           .team_peak = g_new (gint64, MAX (1, fleet->n_teams)),
                           .team_calls = g_new (guint32, MAX (1, fleet->n_teams)),
                           .ambulance_busy = g_new (gint64, MAX (1, fleet->n_ambulances)),
                           .ambulance_peak = g_new (gint64, MAX (1, fleet->n_ambulances)),
                           .ambulance_calls = g_new (guint32, MAX (1, fleet->n_ambulances)),
                           .windows = world->windows,
                           .n_windows = world->n_windows,
                           .peak_from = world->peak_from,
                           .peak_to = world->peak_to };
}

static void
living_clear (Living *self)
{
  if (self->life == NULL)
    return;
  posko_dispatch_free (self->dispatch);
  posko_staff_scratch_clear (&self->scratch);
  g_free (self->crews);
  g_array_unref (self->calls);
  g_array_unref (self->answers);
  g_array_unref (self->others);
  g_free (self->vehicle_free);
  g_free (self->eaten);
  g_free (self->late);
  g_free (self->thrown);
  g_free (self->shifts);
  g_free (self->use.team_busy);
  g_free (self->use.team_peak);
  g_free (self->use.team_calls);
  g_free (self->use.ambulance_busy);
  g_free (self->use.ambulance_peak);
  g_free (self->use.ambulance_calls);
}

static Worker *
worker_new (PoskoRunPlan *run)
{
  Worker *self = g_new0 (Worker, 1);
  self->run = run;
  posko_tallies_init (&self->tallies, run);
  self->day.calls = g_array_new (FALSE, FALSE, sizeof (PoskoCall));
  for (guint p = 0; p < run->n_lives; p++)
    living_init (&self->livings[p], run->lives[p], run->world);
  self->bin_wait = g_new0 (PoskoShare, run->layout.n);
  self->bin_late = g_new0 (PoskoShare, run->layout.n);
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  self->unit_busy = g_new0 (gint64, MAX (1, run->n_units));
  self->unit_peak = g_new0 (gint64, MAX (1, run->n_units));
  return self;
}

static void
worker_free (Worker *self)
{
  posko_tallies_clear (&self->tallies);
  g_array_unref (self->day.calls);
  for (guint p = 0; p < G_N_ELEMENTS (self->livings); p++)
    living_clear (&self->livings[p]);
  g_free (self->bin_wait);
  g_free (self->bin_late);
  g_array_unref (self->touched);
  g_free (self->unit_busy);
  g_free (self->unit_peak);
  g_free (self);
}

/* By time; at the same second by place, then as they were drawn. */
static gint
compare_calls (gconstpointer a, gconstpointer b)
{
  const PoskoCall *x = a, *y = b;
  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static void
clear_use (Living *self)
{
  const PoskoFleet *fleet = &self->life->fleet;
  memset (self->use.team_busy, 0, fleet->n_teams * sizeof *self->use.team_busy);
  memset (self->use.team_peak, 0, fleet->n_teams * sizeof *self->use.team_peak);
  memset (self->use.team_calls, 0, fleet->n_teams * sizeof *self->use.team_calls);
  memset (self->use.ambulance_busy, 0, fleet->n_ambulances * sizeof *self->use.ambulance_busy);
  memset (self->use.ambulance_peak, 0, fleet->n_ambulances * sizeof *self->use.ambulance_peak);
  memset (self->use.ambulance_calls, 0, fleet->n_ambulances * sizeof *self->use.ambulance_calls);
}

static void
live (Living *self, const PoskoWorld *world, const PoskoDay *day)
{
  posko_life_crew (self->life, world, day, &self->scratch, self->crews, self->shifts, &self->staff);
  posko_life_drive (self->life, world, day, self->vehicle_free, self->eaten, self->late, self->thrown, &self->meals);
  g_array_set_size (self->calls, 0);
  g_array_append_vals (self->calls, day->calls->data, day->calls->len);
  self->n_spoilt = posko_life_poison (self->life, world, day, self->eaten, self->calls);
  g_array_sort (self->calls, compare_calls); /* stable, as GLib's merge sort is */
  g_array_set_size (self->answers, self->calls->len);
  clear_use (self);
  posko_dispatch_run (self->dispatch, self->crews, (const PoskoCall *) (gpointer) self->calls->data, self->calls->len, -1, -1,
                      (PoskoAnswer *) (gpointer) self->answers->data, &self->use);
}

static gboolean
is_over (const PoskoAnswer *answer, gint64 minutes)
{
  return !answer->answered || answer->wait > 60 * minutes;
}

static void
count_calls (const GArray *answers, const PoskoPolicy *policy, PoskoShare *figures)
{
  static const gint64 limits[] = { 8, 10, 15, 30 };
  const gint64 n = answers->len;
  gint64 n_transports = 0, n_transfers = 0;
  for (guint i = 0; i < answers->len; i++)
    {
      const PoskoAnswer *answer = &g_array_index (answers, PoskoAnswer, i);
      figures[POSKO_FIGURE_WAIT].x += answer->wait;
      for (guint k = 0; k < G_N_ELEMENTS (limits); k++)
        figures[POSKO_FIGURE_OVER_8 + k].x += is_over (answer, limits[k]);
      figures[POSKO_FIGURE_OVER_STANDARD].x += is_over (answer, policy->standar_menit);
      figures[POSKO_FIGURE_QUEUED].x += answer->queued;
      figures[POSKO_FIGURE_UNANSWERED].x += !answer->answered;
      if (answer->ambulance_wait < 0)
        continue;
      n_transports++;
      figures[POSKO_FIGURE_AMBULANCE_WAIT].x += answer->ambulance_wait;
      figures[POSKO_FIGURE_AMBULANCE_OVER].x += !answer->ambulance_came || answer->ambulance_wait > 60 * policy->batas_menit;
      figures[POSKO_FIGURE_MET].x += answer->met;
      if (answer->hospital_way < 0)
        continue;
      n_transfers++;
      figures[POSKO_FIGURE_TRANSFER_WAY].x += answer->hospital_way;
    }
  for (guint f = POSKO_FIGURE_WAIT; f <= POSKO_FIGURE_UNANSWERED; f++)
    figures[f].n = n;
  for (guint f = POSKO_FIGURE_AMBULANCE_WAIT; f <= POSKO_FIGURE_MET; f++)
    figures[f].n = n_transports;
  figures[POSKO_FIGURE_CALLS] = (PoskoShare) { n, 1 };
  figures[POSKO_FIGURE_TRANSPORTS] = (PoskoShare) { n_transports, 1 };
  figures[POSKO_FIGURE_TRANSFERS] = (PoskoShare) { n_transfers, 1 };
  figures[POSKO_FIGURE_TRANSFER_WAY].n = n_transfers;
  figures[POSKO_FIGURE_DAYS_OVER] = (PoskoShare) { figures[POSKO_FIGURE_OVER_STANDARD].x > 0, 1 };
  figures[POSKO_FIGURE_DAYS_MET] = (PoskoShare) { figures[POSKO_FIGURE_MET].x > 0, 1 };
}

static void
count_use (const Living *self, const PoskoWorld *world, PoskoShare *figures)
{
  const PoskoFleet *fleet = &self->life->fleet;
  gint64 open = 0;
  for (guint w = 0; w < world->n_windows; w++)
    open += world->windows[2 * w + 1] - world->windows[2 * w];
  for (guint a = 0; a < fleet->n_ambulances; a++)
    {
      figures[POSKO_FIGURE_AMBULANCE_BUSY].x += self->use.ambulance_busy[a];
      figures[POSKO_FIGURE_AMBULANCE_BUSY].n += open;
      figures[POSKO_FIGURE_AMBULANCE_PEAK].x += self->use.ambulance_peak[a];
      figures[POSKO_FIGURE_AMBULANCE_PEAK].n += world->peak_to - world->peak_from;
    }
  for (guint t = 0; t < fleet->n_teams; t++)
    {
      const PoskoTeam *team = &fleet->teams[t];
      figures[POSKO_FIGURE_TEAM_BUSY].x += self->use.team_busy[t];
      figures[POSKO_FIGURE_TEAM_BUSY].n += team->to - team->from;
      figures[POSKO_FIGURE_TEAM_PEAK].x += self->use.team_peak[t];
      figures[POSKO_FIGURE_TEAM_PEAK].n += MAX (0, MIN (team->to, world->peak_to) - MAX (team->from, world->peak_from));
    }
}

static void
count_day (Living *self, const PoskoWorld *world, const PoskoDay *day)
{
  PoskoShare *figures = self->figures;
  const PoskoStaffDay *staff = &self->staff;
  const PoskoMealDay *meals = &self->meals;
  memset (figures, 0, sizeof self->figures);
  count_calls (self->answers, world->policy, figures);
  count_use (self, world, figures);
  figures[POSKO_FIGURE_ABSENT] = (PoskoShare) { staff->absent, 1 };
  figures[POSKO_FIGURE_FILLED] = (PoskoShare) { staff->filled, staff->absent };
  figures[POSKO_FIGURE_PLANNED_EMPTY] = (PoskoShare) { self->life->fleet.n_teams - staff->teams, 1 };
  figures[POSKO_FIGURE_DAYS_EMPTY] = (PoskoShare) { staff->empty_at_start > 0, 1 };
  figures[POSKO_FIGURE_DAYS_EMPTY_LEFT] = (PoskoShare) { staff->empty > 0, 1 };
  figures[POSKO_FIGURE_EMPTY] = (PoskoShare) { staff->empty_at_start, staff->teams };
  figures[POSKO_FIGURE_WEAK] = (PoskoShare) { staff->weak, staff->teams };
  figures[POSKO_FIGURE_LATE_STOPS] = (PoskoShare) { meals->late_stops, meals->stops };
  figures[POSKO_FIGURE_LATE_PORTIONS] = (PoskoShare) { meals->late_portions, meals->portions };
  figures[POSKO_FIGURE_THROWN] = (PoskoShare) { meals->thrown, meals->portions };
  figures[POSKO_FIGURE_THROWN_A_DAY] = (PoskoShare) { meals->thrown, 1 };
  figures[POSKO_FIGURE_DAYS_THROWN] = (PoskoShare) { meals->thrown > 0, 1 };
  figures[POSKO_FIGURE_EATEN_LATE] = (PoskoShare) { meals->eaten_late, meals->portions };
  figures[POSKO_FIGURE_DAYS_HEAT] = (PoskoShare) { day->heat != FALSE, 1 };
  figures[POSKO_FIGURE_DAYS_CRASH] = (PoskoShare) { day->crash != FALSE, 1 };
  figures[POSKO_FIGURE_DAYS_FLOOD] = (PoskoShare) { day->flood != FALSE, 1 };
  figures[POSKO_FIGURE_DAYS_FOOD] = (PoskoShare) { self->n_spoilt > 0, 1 };
}

static void
touch_bin (Worker *self, guint bin, const PoskoAnswer *answer, gboolean late)
{
  if (self->bin_wait[bin].n == 0)
    g_array_append_val (self->touched, bin);
  self->bin_wait[bin].n++;
  self->bin_wait[bin].x += answer->wait;
  self->bin_late[bin].n++;
  self->bin_late[bin].x += late;
  self->tallies.bins[bin].longest = MAX (self->tallies.bins[bin].longest, answer->wait);
}

static void
count_bins (Worker *self, const Living *living, guint section)
{
  const PoskoWorld *world = self->run->world;
  const PoskoBinLayout *layout = &self->run->layout;
  guint n;
  const PoskoTps *tps = posko_case_tps (world->source, &n);
  for (guint i = 0; i < living->calls->len; i++)
    {
      const PoskoCall *call = &g_array_index (living->calls, PoskoCall, i);
      const PoskoAnswer *answer = &g_array_index (living->answers, PoskoAnswer, i);
      const gboolean late = is_over (answer, world->policy->standar_menit), at_tps = call->place < world->n_tps;
      const gint64 hour = CLAMP (call->time / 3600 - (call->time % 3600 < 0) - world->first_hour, 0, world->n_hours - 1);
      if (at_tps)
        touch_bin (self, layout->tps + call->place, answer, late);
      touch_bin (self, layout->hours + (guint) hour, answer, late);
      touch_bin (self, layout->roles + call->role, answer, late);
      touch_bin (self, layout->causes + call->cause, answer, late);
      touch_bin (self, layout->areas + (at_tps ? tps[call->place].area : call->place - world->n_tps), answer, late);
      posko_histogram_add (&self->tallies.waits, section, answer->wait);
      if (answer->ambulance_wait >= 0)
        posko_histogram_add (&self->tallies.ambulance_waits, section, answer->ambulance_wait);
    }
  for (guint k = 0; k < self->touched->len; k++)
    {
      const guint bin = g_array_index (self->touched, guint, k);
      posko_moments_add (&self->tallies.bins[bin].wait, self->bin_wait[bin]);
      posko_moments_add (&self->tallies.bins[bin].late, self->bin_late[bin]);
      self->bin_wait[bin] = self->bin_late[bin] = (PoskoShare) { 0, 0 };
    }
  g_array_set_size (self->touched, 0);
}

static void
count_units (Worker *self, const Living *living)
{
  const PoskoRunPlan *run = self->run;
  const PoskoFleet *fleet = &living->life->fleet;
  gint64 open = 0;
  for (guint w = 0; w < run->world->n_windows; w++)
    open += run->world->windows[2 * w + 1] - run->world->windows[2 * w];
  memset (self->unit_busy, 0, run->n_units * sizeof *self->unit_busy);
  memset (self->unit_peak, 0, run->n_units * sizeof *self->unit_peak);
  for (guint t = 0; t < fleet->n_teams; t++)
    {
      const guint unit = run->unit_of_team[t];
      self->unit_busy[unit] += living->use.team_busy[t];
      self->unit_peak[unit] += living->use.team_peak[t];
      self->tallies.units[unit].calls += living->use.team_calls[t];
    }
  for (guint u = 0; u < run->units->len; u++)
    {
      const PoskoUnitPlace *place = &g_array_index (run->units, PoskoUnitPlace, u);
      posko_moments_add (&self->tallies.units[u].busy, (PoskoShare) { self->unit_busy[u], place->duty });
      posko_moments_add (&self->tallies.units[u].peak, (PoskoShare) { self->unit_peak[u], place->peak });
    }
  for (guint a = 0; a < fleet->n_ambulances; a++)
    {
      PoskoUnitTally *unit = &self->tallies.units[run->units->len + a];
      posko_moments_add (&unit->busy, (PoskoShare) { living->use.ambulance_busy[a], open });
      posko_moments_add (&unit->peak, (PoskoShare) { living->use.ambulance_peak[a], run->world->peak_to - run->world->peak_from });
      unit->calls += living->use.ambulance_calls[a];
    }
}

/* Whether the day would have been another without this unit: nobody misses who was never sent. */
static gboolean
was_sent (const Living *living, guint loss)
{
  const PoskoFleet *fleet = &living->life->fleet;
  if (loss >= fleet->n_posts)
    return living->use.ambulance_calls[loss - fleet->n_posts] > 0;
  for (guint t = fleet->first_team[loss]; t < fleet->first_team[loss + 1]; t++)
    if (living->use.team_calls[t] > 0)
      return TRUE;
  return FALSE;
}

static void
lose_each (Worker *self, Living *living)
{
  const PoskoFleet *fleet = &living->life->fleet;
  const PoskoPolicy *policy = self->run->world->policy;
  g_array_set_size (living->others, living->calls->len);
  for (guint loss = 0; loss < self->run->n_losses; loss++)
    {
      PoskoShare others[POSKO_N_SIMULATE_FIGURES];
      PoskoLossTally *tally = &self->tallies.losses[loss];
      memcpy (others, living->figures, sizeof others);
      if (was_sent (living, loss))
        {
          posko_dispatch_run (living->dispatch, living->crews, (const PoskoCall *) (gpointer) living->calls->data, living->calls->len,
                              loss < fleet->n_posts ? (gint) loss : -1, loss < fleet->n_posts ? -1 : (gint) (loss - fleet->n_posts),
                              (PoskoAnswer *) (gpointer) living->others->data, NULL);
          memset (others, 0, sizeof others);
          count_calls (living->others, policy, others);
        }
      posko_paired_add (&tally->wait, living->figures[POSKO_FIGURE_WAIT], others[POSKO_FIGURE_WAIT]);
      posko_paired_add (&tally->late, living->figures[POSKO_FIGURE_OVER_STANDARD], others[POSKO_FIGURE_OVER_STANDARD]);
      posko_paired_add (&tally->ambulance, living->figures[POSKO_FIGURE_AMBULANCE_WAIT], others[POSKO_FIGURE_AMBULANCE_WAIT]);
    }
}

static void
live_day (Worker *self, guint day)
{
  const PoskoRunPlan *run = self->run;
  const guint section = (guint) ((guint64) day * POSKO_SECTIONS / run->params->n_days);
  posko_day_draw (&self->day, run->world, run->params->seed, day);
  for (guint p = 0; p < run->n_lives; p++)
    {
      live (&self->livings[p], run->world, &self->day);
      count_day (&self->livings[p], run->world, &self->day);
    }
  for (guint f = 0; f < POSKO_N_SIMULATE_FIGURES; f++)
    if (run->n_lives == 1)
      posko_moments_add (&self->tallies.figures[f].a, self->livings[0].figures[f]);
    else
      posko_paired_add (&self->tallies.figures[f], self->livings[0].figures[f], self->livings[1].figures[f]);
  count_bins (self, &self->livings[0], section);
  count_units (self, &self->livings[0]);
  lose_each (self, &self->livings[0]);
}

static gpointer
work_through (gpointer data)
{
  Worker *self = data;
  PoskoRunPlan *run = self->run;
  for (guint block; (block = (guint) g_atomic_int_add (&run->next_block, 1)) < run->n_blocks;)
    {
      if (g_cancellable_is_cancelled (run->params->cancellable))
        break;
      const guint first = block * BLOCK_DAYS;
      for (guint day = first; day < MIN (first + BLOCK_DAYS, run->params->n_days); day++)
        live_day (self, day);
      const gint done = g_atomic_int_add (&run->done_blocks, 1) + 1;
      posko_progress_report (run->params->progress, _ ("Living through polling days"), done / (gdouble) run->n_blocks);
    }
  for (guint i = 0; i < run->world->n_tps; i++)
    {
      self->tallies.late[i] += self->livings[0].late[i];
      self->tallies.thrown[i] += self->livings[0].thrown[i];
    }
  for (guint s = 0; s < run->world->policy->n_shifts; s++)
    posko_staff_day_add (&self->tallies.shifts[s], &self->livings[0].shifts[s]);
  return NULL;
}

gboolean
posko_run_days (PoskoRunPlan *run, PoskoTallies *sum, GError **error)
{
  run->n_blocks = (run->params->n_days + BLOCK_DAYS - 1) / BLOCK_DAYS;
  const guint n_threads = CLAMP (run->params->n_threads, 1, run->n_blocks);
  g_autoptr (GPtrArray) workers = g_ptr_array_new_with_free_func ((GDestroyNotify) worker_free);
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  for (guint t = 0; t < n_threads; t++)
    g_ptr_array_add (workers, worker_new (run));
  for (guint t = 1; t < n_threads; t++)
    {
      GThread *thread = g_thread_try_new ("simulate", work_through, g_ptr_array_index (workers, t), NULL);
      if (thread != NULL) /* else the others do its days */
        g_ptr_array_add (threads, thread);
    }
  work_through (g_ptr_array_index (workers, 0));
  for (guint t = 0; t < threads->len; t++)
    g_thread_join (g_ptr_array_index (threads, t));
  if (posko_set_error_if_cancelled (run->params->cancellable, error))
    return FALSE;
  for (guint t = 0; t < n_threads; t++)
    posko_tallies_merge (sum, &((Worker *) g_ptr_array_index (workers, t))->tallies, run);
  return TRUE;
}
