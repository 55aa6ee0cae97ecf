/* plan-make.c: the order of work: which product is made when, and from what.
 *
 * Posts come first, since ambulances park at them, needs grow from them and people serve at them; health checks, meals and billboards
 * stand on their own. To add a product: a maker in plan-private.h, a table in plan.h, and one line in the list below, with all that its
 * maker reads: a product is taken over from an earlier plan when none of it has changed (reuse.h).
 */
#include "reuse.h"
#include <math.h>

typedef struct
{
  const char *stage; /* for the progress line */
  /* exactly one of the two */
  gboolean (*make) (PoskoPlan *plan, const PoskoPlanParams *params, GError **error);
  gboolean (*make_by_demand) (PoskoPlan *plan, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error);
  const PoskoReuse *reuse; /* NULL: made every time, it costs nothing */
} Step;

/* What the makers read. PLACES: what `area` and distances rest on; DEMAND: what demand.c reads; PEOPLE: the rules of duty. */
#define PLACES "kecamatan", "perjalanan/faktor_jalan", "tps.kode_tps", "tps.kecamatan", "tps.lat", "tps.lon"
#define PETUGAS "tps.kpps", "tps.linmas", "tps.pengawas", "tps.petugas_berisiko"
#define VOTERS "tps.dpt_laki", "tps.dpt_perempuan"
#define DEMAND \
  PETUGAS, VOTERS, "tps.kode_kelurahan", "tps.akses", "tps.khusus", "fase", "insiden/", "respons/", "perjalanan/kecepatan_ambulans_kmh", \
    "perjalanan/akses_gang_menit", "perjalanan/akses_perahu_menit"
#define PEOPLE \
  "nakes", "faskes", "shift", "roster/", "netralitas/", "pos/tim_pertama", "umum/tanggal_h", "perjalanan/kecepatan_nakes_kmh"

static const char *const posts_read[] = { PLACES, DEMAND, "tps.kelurahan", "tps.nomor", "faskes", "pos/", NULL };
static const char *const ambulances_read[] = { PLACES, DEMAND, "faskes", "ambulans", "ambulans/", NULL };
static const char *const staff_read[] = { PLACES, PEOPLE, NULL };
static const char *const screening_read[]
  = { PLACES, PETUGAS, "faskes", "skrining/", "sesi", "umum/tanggal_h", "perjalanan/kecepatan_nakes_kmh", NULL };
static const char *const meals_read[] = { PLACES, PETUGAS, "tps.akses", "dapur", "kendaraan", "gelombang", "makan/", "umum/tanggal_h",
                                          "perjalanan/kecepatan_antar_kmh", "perjalanan/akses_gang_menit",
                                          "perjalanan/akses_perahu_menit", NULL };
static const char *const billboards_read[] = { PLACES, VOTERS, "tps.partisipasi_lalu", "baliho", "zona_larangan", "baliho/", NULL };

/* Of earlier products. All else in these tables is the case's. */
static const char *const open_posts[] = { "kode_pos", "rekap", NULL };
static const char *const needs[] = { "kode_pos", "hari", "shift", "profesi", "mulai", "selesai", "butuh", NULL };
static const char *const duties[] = { "kode_pos", "hari", "shift", "tugas", "kode_nakes", NULL };

static const PoskoReuse posts = { POSKO_PRODUCT_POSTS, posts_read, { { 0 } }, 0, { POSKO_PLAN_POSTS }, 1 };
static const PoskoReuse ambulances
  = { POSKO_PRODUCT_AMBULANCES, ambulances_read, { { POSKO_PLAN_POSTS, open_posts } }, 1, { POSKO_PLAN_AMBULANCES }, 1 };
static const PoskoReuse roster = { POSKO_PRODUCT_ROSTER, staff_read, { { POSKO_PLAN_POSTS, open_posts }, { POSKO_PLAN_NEEDS, needs } }, 2,
                                   { POSKO_PLAN_ROSTER, POSKO_PLAN_EXCLUSIONS }, 2 };
static const PoskoReuse reserves = { POSKO_PRODUCT_RESERVES, staff_read, { { POSKO_PLAN_POSTS, open_posts }, { POSKO_PLAN_ROSTER, duties } }, 2,
                                     { POSKO_PLAN_RESERVES }, 1 };
static const PoskoReuse screening = { POSKO_PRODUCT_SCREENING, screening_read, { { 0 } }, 0, { POSKO_PLAN_SCREENING }, 1 };
static const PoskoReuse meals = { POSKO_PRODUCT_MEALS, meals_read, { { 0 } }, 0, { POSKO_PLAN_MEALS, POSKO_PLAN_STOPS }, 2 };
static const PoskoReuse billboards = { POSKO_PRODUCT_BILLBOARDS, billboards_read, { { 0 } }, 0, { POSKO_PLAN_BILLBOARDS }, 1 };

static const Step steps[] = {
  { N_ ("placing health posts"), NULL, posko_plan_make_posts, &posts },
  { N_ ("placing ambulances"), NULL, posko_plan_make_ambulances, &ambulances },
  { N_ ("sizing the teams"), NULL, posko_plan_make_needs, NULL },
  { N_ ("drawing up the roster"), posko_plan_make_roster, NULL, &roster },
  { N_ ("naming stand-bys"), posko_plan_make_reserves, NULL, &reserves },
  { N_ ("scheduling health checks"), posko_plan_make_screening, NULL, &screening },
  { N_ ("routing meals"), posko_plan_make_meals, NULL, &meals },
  { N_ ("choosing billboards"), posko_plan_make_billboards, NULL, &billboards },
};

PoskoPlan *
posko_plan_new (PoskoCase *source, const PoskoPlanParams *params, GError **error)
{
  g_return_val_if_fail (source != NULL && params != NULL, NULL);
  g_return_val_if_fail (isfinite (params->effort) && params->effort > 0, NULL);

  g_autoptr (PoskoPlan) plan = posko_plan_new_empty (source);
  posko_plan_set_origin (plan, params->seed, params->language);
  posko_plan_set_effort (plan, params->effort);
  posko_plan_set_stay (plan, params->stay);
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (posko_set_error_if_cancelled (params->cancellable, error))
        return NULL;
      posko_progress_report (params->progress, _ (steps[i].stage), (gdouble) i / G_N_ELEMENTS (steps));
      if (steps[i].reuse != NULL && posko_reuse_take (plan, steps[i].reuse, params))
        continue;
      if (!(steps[i].make != NULL ? steps[i].make (plan, params, error)
                                  : steps[i].make_by_demand (plan, demand, params, error)))
        return NULL;
      posko_table_sort (posko_plan_table (plan, POSKO_PLAN_ROSTER)); /* as when it is taken over, for the keys that rest on it */
    }
  posko_plan_make_figures (plan, demand);
  posko_plan_settle (plan);
  return g_steal_pointer (&plan);
}
