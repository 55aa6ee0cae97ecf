/* test-queue.c: the core of the simulation against textbook results: Poisson counts, Erlang B, Erlang C, MEXCLP's busy fraction.
 *
 * Every run has a fixed seed. The tolerance is five standard errors, measured over independent days: a sound engine passes for nearly every seed,
 * and one that is off by a few percent for none.
 */
#include "dispatch.h"
#include "event-heap.h"
#include <math.h>

#define SIGMAS 5.0
#define DAYS 160u
#define MEAN_SECONDS 60000 /* long against the second, so that whole seconds do not matter */

typedef struct
{
  gdouble sum, squares;
  guint n;
} Mean;

static void
mean_add (Mean *self, gdouble value)
{
  self->sum += value;
  self->squares += value * value;
  self->n++;
}

static void
assert_mean (const Mean *self, gdouble expected, const char *what)
{
  const gdouble mean = self->sum / self->n, variance = (self->squares - self->n * mean * mean) / (self->n - 1);
  const gdouble error = sqrt (variance / self->n);
  g_test_message ("%s: %.6f, expected %.6f, standard error %.6f", what, mean, expected, error);
  g_assert_cmpfloat (fabs (mean - expected), <=, SIGMAS * error + 1e-12);
  g_assert_cmpfloat (error, <=, 0.05 * expected); /* wide intervals would prove nothing */
}

static void
test_heap (void)
{
  PoskoRandom random;
  PoskoEventHeap heap;
  posko_random_init (&random, 1, 0);
  posko_event_heap_init (&heap);
  for (guint round = 0; round < 200; round++)
    {
      const guint n = posko_random_below (&random, 60);
      PoskoEvent before = { G_MININT64, 0, 0 }, event;
      for (guint i = 0; i < n; i++)
        posko_event_heap_push (&heap, posko_random_below (&random, 9), posko_random_below (&random, 3), i);
      for (guint i = 0; i < n; i++)
        {
          g_assert_true (posko_event_heap_pop (&heap, &event));
          g_assert_true (before.time < event.time
                         || (before.time == event.time
                             && (before.kind < event.kind || (before.kind == event.kind && before.index < event.index))));
          before = event;
        }
      g_assert_false (posko_event_heap_pop (&heap, &event));
    }
  posko_event_heap_clear (&heap);
}

/* Mean and variance of a Poisson count are the same number. */
static void
test_poisson (void)
{
  static const gdouble means[] = { 0.015, 0.7, 3, 15.99, 16, 47.3 };
  const guint n = 100000;
  for (guint m = 0; m < G_N_ELEMENTS (means); m++)
    {
      gdouble sum = 0, squares = 0;
      for (guint i = 0; i < n; i++)
        {
          const gdouble count = posko_poisson (means[m], posko_random_at (m + 7, i));
          sum += count;
          squares += count * count;
        }
      const gdouble mean = sum / n, variance = squares / n - mean * mean;
      g_assert_cmpfloat (fabs (mean - means[m]), <=, SIGMAS * sqrt (means[m] / n));
      g_assert_cmpfloat (fabs (variance - means[m]), <=, SIGMAS * sqrt ((means[m] + 2 * means[m] * means[m]) / n));
    }
  g_assert_cmpuint (posko_poisson (0, 5), ==, 0);
  for (guint key = 0; key < 200; key++) /* more severe days have no fewer calls */
    for (guint m = 1; m < 400; m++)
      g_assert_cmpuint (posko_poisson (m * 0.1, key), >=, posko_poisson ((m - 1) * 0.1, key));
}

static void
test_spreads (void)
{
  PoskoSpread spread;
  for (guint s = 0; s <= 4; s++)
    {
      gdouble sum = 0, logs = 0, squares = 0;
      posko_spread_lognormal (&spread, 0.25 * s);
      for (guint k = 0; k < POSKO_SPREAD_VALUES; k++)
        {
          const gdouble value = spread.factor[k] / (gdouble) POSKO_FACTOR_ONE, log_value = log (value);
          g_assert_cmpuint (spread.factor[k], >=, k > 0 ? spread.factor[k - 1] : 0);
          sum += value;
          logs += log_value;
          squares += log_value * log_value;
        }
      const gdouble n = POSKO_SPREAD_VALUES;
      g_assert_cmpfloat (fabs (sum / n - 1), <=, 1e-4);
      g_assert_cmpfloat (fabs (sqrt (squares / n - logs / n * (logs / n)) - 0.25 * s), <=, 0.002);
    }
  posko_spread_lognormal_median (&spread, 0.5);
  g_assert_cmpfloat (fabs (spread.factor[2048] / (gdouble) POSKO_FACTOR_ONE - 1), <=, 1e-3);
  posko_spread_exponential (&spread);
  gdouble sum = 0, squares = 0;
  for (guint k = 0; k < POSKO_SPREAD_VALUES; k++)
    {
      sum += spread.factor[k] / (gdouble) POSKO_FACTOR_ONE;
      squares += pow (spread.factor[k] / (gdouble) POSKO_FACTOR_ONE, 2);
    }
  g_assert_cmpfloat (fabs (sum / POSKO_SPREAD_VALUES - 1), <=, 1e-4);
  g_assert_cmpfloat (fabs (squares / POSKO_SPREAD_VALUES - 2), <=, 0.02);
  for (guint i = 1; i < 1000; i++)
    g_assert_cmpfloat (fabs (0.5 * erfc (-posko_normal_quantile (i / 1000.0) / sqrt (2)) - i / 1000.0), <=, 1e-6);
}

/* ---- Queues: one place, no way to go ---- */

typedef struct
{
  PoskoFleet fleet;
  guint32 zeros[64];
  guint16 order[64];
  guint32 no_care[POSKO_N_CARE];
  PoskoTeam teams[64];
  guint first_team[65];
  PoskoCrew crews[64];
} Servers;

/* @as_teams: the servers are teams of a post each; else ambulances. */
static void
servers_init (Servers *self, guint n, gboolean as_teams, gint64 patience)
{
  *self = (Servers) { .no_care = { POSKO_UNREACHABLE, POSKO_UNREACHABLE } };
  for (guint i = 0; i < n; i++)
    {
      self->order[i] = (guint16) i;
      self->teams[i] = (PoskoTeam) { i, 0, POSKO_NEVER };
      self->first_team[i + 1] = as_teams ? i + 1 : 0;
    }
  self->fleet = (PoskoFleet) { .n_places = 1,
                               .n_posts = as_teams ? n : 0,
                               .n_teams = as_teams ? n : 0,
                               .n_ambulances = as_teams ? 0 : n,
                               .post_seconds = self->zeros,
                               .ambulance_seconds = self->zeros,
                               .lead_seconds = self->zeros,
                               .return_seconds = self->zeros,
                               .post_order = self->order,
                               .ambulance_order = self->order,
                               .care = self->order,
                               .care_seconds = self->no_care,
                               .teams = self->teams,
                               .first_team = self->first_team,
                               .team_seconds = MEAN_SECONDS,
                               .ambulance_seconds_busy = MEAN_SECONDS,
                               .weak_factor = POSKO_FACTOR_ONE,
                               .patience_seconds = patience };
}

static gdouble
exponential (PoskoRandom *random)
{
  return -log1p (-posko_random_unit (random));
}

/* A day of @n calls at an offered load of @load Erlang; @even: the work always takes its mean. */
static void
draw_calls (PoskoRandom *random, PoskoCall *calls, guint n, gdouble load, gboolean transport, gboolean even)
{
  gdouble time = 0;
  for (guint i = 0; i < n; i++)
    {
      time += exponential (random) * MEAN_SECONDS / load;
      const gint64 factor = even ? POSKO_FACTOR_ONE : (gint64) floor (exponential (random) * (gdouble) POSKO_FACTOR_ONE + 0.5);
      calls[i] = (PoskoCall) { .time = (gint64) time, .transport = transport, .drive_factor = POSKO_FACTOR_ONE, .team_factor = factor,
                               .ambulance_factor = factor };
    }
}

static gdouble
erlang_b (gdouble load, guint servers)
{
  gdouble blocked = 1;
  for (guint c = 1; c <= servers; c++)
    blocked = load * blocked / (c + load * blocked);
  return blocked;
}

static gdouble
erlang_c (gdouble load, guint servers)
{
  const gdouble blocked = erlang_b (load, servers);
  return blocked / (1 - load / servers * (1 - blocked));
}

typedef struct
{
  const char *name;
  guint servers;
  gdouble load;
  gboolean as_teams, even;
} Queue;

static const Queue waiting_queues[] = {
  { "M/M/1", 1, 0.7, FALSE, FALSE }, { "M/M/1-teams", 1, 0.5, TRUE, FALSE }, { "M/M/3", 3, 2.1, FALSE, FALSE },
  { "M/M/3-teams", 3, 2.1, TRUE, FALSE }, { "M/M/8", 8, 6, FALSE, FALSE },
};

/* Erlang C: the chance to wait and the mean wait when everybody stays. */
static void
test_waiting (gconstpointer data)
{
  const Queue *queue = data;
  const guint n = 3000, warm = 600;
  g_autofree PoskoCall *calls = g_new (PoskoCall, n);
  g_autofree PoskoAnswer *answers = g_new (PoskoAnswer, n);
  g_autofree Servers *servers = g_new (Servers, 1);
  servers_init (servers, queue->servers, queue->as_teams, POSKO_NEVER / 4);
  g_autoptr (PoskoDispatch) dispatch = posko_dispatch_new (&servers->fleet);
  Mean waits = { 0 }, seconds = { 0 };
  for (guint day = 0; day < DAYS; day++)
    {
      PoskoRandom random;
      guint waited = 0;
      gdouble sum = 0;
      posko_random_init (&random, 11, day);
      draw_calls (&random, calls, n, queue->load, !queue->as_teams, FALSE);
      posko_dispatch_run (dispatch, servers->crews, calls, n, -1, -1, answers, NULL);
      for (guint i = warm; i < n; i++)
        {
          g_assert_true (answers[i].answered);
          g_assert_true (answers[i].queued == (answers[i].wait > 0));
          waited += answers[i].queued != FALSE;
          sum += (gdouble) answers[i].wait / MEAN_SECONDS;
        }
      mean_add (&waits, waited / (gdouble) (n - warm));
      mean_add (&seconds, sum / (n - warm));
    }
  const gdouble chance = erlang_c (queue->load, queue->servers);
  assert_mean (&waits, chance, "chance to wait");
  assert_mean (&seconds, chance / (queue->servers - queue->load), "mean wait, in cases");
}

static const Queue loss_queues[] = {
  { "M/M/1/1", 1, 0.7, FALSE, FALSE }, { "M/M/2/2", 2, 3, FALSE, FALSE },        { "M/M/5/5-teams", 5, 3, TRUE, FALSE },
  { "M/D/3/3", 3, 2, FALSE, TRUE },    { "M/D/3/3-teams", 3, 2, TRUE, TRUE },
};

/* Erlang B: the share that is lost when nobody waits; it depends on the mean of the work alone. */
static void
test_loss (gconstpointer data)
{
  const Queue *queue = data;
  const guint n = 1500, warm = 100;
  g_autofree PoskoCall *calls = g_new (PoskoCall, n);
  g_autofree PoskoAnswer *answers = g_new (PoskoAnswer, n);
  g_autofree Servers *servers = g_new (Servers, 1);
  servers_init (servers, queue->servers, queue->as_teams, 0);
  g_autoptr (PoskoDispatch) dispatch = posko_dispatch_new (&servers->fleet);
  Mean lost = { 0 };
  for (guint day = 0; day < DAYS; day++)
    {
      PoskoRandom random;
      guint n_lost = 0;
      posko_random_init (&random, 12, day);
      draw_calls (&random, calls, n, queue->load, !queue->as_teams, queue->even);
      posko_dispatch_run (dispatch, servers->crews, calls, n, -1, -1, answers, NULL);
      for (guint i = warm; i < n; i++)
        n_lost += !answers[i].answered;
      mean_add (&lost, n_lost / (gdouble) (n - warm));
    }
  assert_mean (&lost, erlang_b (queue->load, queue->servers), "lost");
}

/* MEXCLP takes every ambulance to be busy with chance q = calls a minute · minutes busy / N: what N ambulances that answer all calls come to. */
static void
test_busy_fraction (void)
{
  const guint n = 1500, n_ambulances = 6;
  g_autofree PoskoCall *calls = g_new (PoskoCall, n);
  g_autofree PoskoAnswer *answers = g_new (PoskoAnswer, n);
  g_autofree Servers *servers = g_new (Servers, 1);
  servers_init (servers, n_ambulances, FALSE, POSKO_NEVER / 4);
  g_autoptr (PoskoDispatch) dispatch = posko_dispatch_new (&servers->fleet);
  for (guint q_permil = 100; q_permil <= 900; q_permil += 400)
    {
      const gdouble q = q_permil / 1000.0;
      Mean busy = { 0 };
      for (guint day = 0; day < DAYS; day++)
        {
          PoskoRandom random;
          gint64 ambulance_busy[6] = { 0 }, ambulance_peak[6] = { 0 }, sum = 0;
          guint32 ambulance_calls[6] = { 0 };
          posko_random_init (&random, 13, day);
          draw_calls (&random, calls, n, q * n_ambulances, TRUE, FALSE);
          const gint64 windows[] = { calls[n / 5].time, calls[n - 1].time };
          PoskoUse use = { .ambulance_busy = ambulance_busy, .ambulance_peak = ambulance_peak, .ambulance_calls = ambulance_calls,
                           .windows = windows, .n_windows = 1, .peak_from = windows[0], .peak_to = windows[1] };
          posko_dispatch_run (dispatch, servers->crews, calls, n, -1, -1, answers, &use);
          for (guint a = 0; a < n_ambulances; a++)
            {
              sum += ambulance_busy[a];
              g_assert_cmpint (ambulance_busy[a], ==, ambulance_peak[a]);
            }
          mean_add (&busy, (gdouble) sum / (gdouble) (windows[1] - windows[0]) / n_ambulances);
        }
      assert_mean (&busy, q, "busy");
    }
}

/* What is taken away answers nobody, and who gives up is out of the list. */
static void
test_taken_away (void)
{
  g_autofree Servers *servers = g_new (Servers, 1);
  servers_init (servers, 2, FALSE, 1000);
  g_autoptr (PoskoDispatch) dispatch = posko_dispatch_new (&servers->fleet);
  PoskoCall calls[4];
  PoskoAnswer answers[4];
  for (guint i = 0; i < 4; i++)
    calls[i] = (PoskoCall) { .time = 10 * i, .transport = TRUE, .drive_factor = POSKO_FACTOR_ONE, .team_factor = POSKO_FACTOR_ONE,
                             .ambulance_factor = POSKO_FACTOR_ONE };
  posko_dispatch_run (dispatch, NULL, calls, 4, -1, -1, answers, NULL);
  g_assert_true (answers[0].answered && answers[1].answered && !answers[2].answered && !answers[3].answered);
  g_assert_false (answers[0].met);
  g_assert_true (answers[1].met); /* the first ambulance is with the first call */
  g_assert_cmpint (answers[2].wait, ==, 1000);
  g_assert_cmpint (answers[2].ambulance_wait, ==, 1000);
  posko_dispatch_run (dispatch, NULL, calls, 4, -1, 0, answers, NULL);
  g_assert_true (answers[0].answered && !answers[1].answered);
  calls[2].time = MEAN_SECONDS - 500; /* patient enough */
  calls[3].time = MEAN_SECONDS - 400; /* behind the other, and not */
  posko_dispatch_run (dispatch, NULL, calls, 4, -1, 0, answers, NULL);
  g_assert_cmpint (answers[2].wait, ==, 500);
  g_assert_true (answers[2].answered && !answers[3].answered);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/heap", test_heap);
  g_test_add_func ("/queue/poisson", test_poisson);
  g_test_add_func ("/queue/spreads", test_spreads);
  for (guint i = 0; i < G_N_ELEMENTS (waiting_queues); i++)
    {
      g_autofree char *path = g_strdup_printf ("/queue/waiting/%s", waiting_queues[i].name);
      g_test_add_data_func (path, &waiting_queues[i], test_waiting);
    }
  for (guint i = 0; i < G_N_ELEMENTS (loss_queues); i++)
    {
      g_autofree char *path = g_strdup_printf ("/queue/loss/%s", loss_queues[i].name);
      g_test_add_data_func (path, &loss_queues[i], test_loss);
    }
  g_test_add_func ("/queue/busy-fraction", test_busy_fraction);
  g_test_add_func ("/queue/taken-away", test_taken_away);
  return g_test_run ();
}
