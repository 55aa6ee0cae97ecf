/* meals-private.h: one wave of meals as it becomes a routing problem; shared by meals*.c. */
#pragma once
#include "plan-private.h"
#include "routing.h"
G_BEGIN_DECLS

typedef struct _PoskoMealWave PoskoMealWave;

typedef struct
{
  const PoskoMealWave *wave;
  gdouble speed_kmh;
} PoskoMealClass;

struct _PoskoMealWave
{
  const PoskoCase *source; /* all pointers of this block are borrowed */
  const PoskoPolicy *policy;
  const PoskoTravel *travel;
  const PoskoGelombang *wave;
  const PoskoPlanLimits *limits;
  const PoskoTps *tps;
  const PoskoDapur *kitchens;
  const PoskoKendaraan *vehicles;
  guint n_tps, n_kitchens, n_vehicles;
  gint64 *busy_until; /* per vehicle: seconds from 00:00 of H when it is back from the wave before */

  gint64 day_seconds;                /* of the wave's day, from 00:00 of H */
  gint64 start_seconds, end_seconds; /* the window, from 00:00 of the wave's day */
  guint n_depots, n_stops, n_illegal;
  guint *kitchen_of_depot, *depot_of_kitchen, *tps_of_stop;
  gint64 *portions; /* per TPS */
  gint64 total_risk;
  PoskoLonLat *places; /* depots, then stops */
  gint64 *wanted_seconds; /* (nullable) per vehicle: when its next published wave begins to load, from 00:00 of the wave's day */
  PoskoMealClass classes[POSKO_ROUTING_MAX_CLASSES];
  guint n_classes;
};

static inline void
posko_meal_wave_clear (PoskoMealWave *self)
{
  g_free (self->kitchen_of_depot);
  g_free (self->depot_of_kitchen);
  g_free (self->tps_of_stop);
  g_free (self->portions);
  g_free (self->places);
  g_free (self->wanted_seconds);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoMealWave, posko_meal_wave_clear)

/** Returns: how many TPS the kitchen of @depot may feed in a wave, or -1 when nobody has said so */
gint64 posko_meal_ceiling (const PoskoMealWave *self, guint depot);

/** Returns: rupiah a second of driving, rounded (docs/model.md 9.3) */
gint64 posko_meal_cost_per_second (const PoskoPolicy *policy, const PoskoKendaraan *vehicle);

/** Adds the wave's trips of the @published plan, locked, as far as their vehicles, kitchens and TPS are still there. */
void posko_meal_add_start (const PoskoMealWave *self, const PoskoPlan *published, PoskoRoutingProblem *problem);

/** Sets `wanted_seconds` from the @published trips of the @later waves (their places in @waves). */
void posko_meal_find_wanted (PoskoMealWave *self, const PoskoPlan *published, const PoskoGelombang *waves, const guint *later,
                             guint n_later);

/** Adds a shortage row for each unserved stop: which limit binds and the smallest addition that mends it. */
void posko_meal_write_shortages (PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingSolution *solution);

/** Adds the shortage rows of a wave that no kitchen or no vehicle can serve at all. */
void posko_meal_write_none (PoskoPlan *plan, const PoskoMealWave *self);

G_END_DECLS
