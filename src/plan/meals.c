/* meals.c: which kitchen and which vehicle brings each TPS its meals, wave by wave: section 7 of docs/model.md.
 *
 * Each wave is a routing problem (src/solve/routing.h): kitchens are depots with portions and a ceiling of TPS, vehicles make
 * several trips, hand-over has a window and food a limit of freshness. Waves are planned in the order of time, since a
 * vehicle can start a wave only when it is back from the one before. Unserved TPS are explained in meals-shortage.c; a plan
 * that stays close to a published one begins from its routes (meals-start.c).
 */
#include "meals-private.h"
#include <math.h>

/* Fewest vehicles first: one vehicle weighs more than all the driving of a wave (at most some 10,000 stops of an hour). */
#define VEHICLE_WEIGHT ((gint64) 100000000)
/* Ruin-and-recreate steps of a wave at effort 1. Beyond STEPS_MAX a city waits longer than the driving it saves is worth. */
#define STEPS_PER_STOP 80.0
#define STEPS_MIN 10000.0
#define STEPS_MAX 60000.0
/* A matrix up to this size is worth its memory; beyond, times are computed on the fly. */
#define MATRIX_MAX_LOCATIONS 4000u

static gboolean
kitchen_is_legal (const PoskoPolicy *policy, const PoskoDapur *kitchen)
{
  if (policy->slhs_wajib && (kitchen->slhs_berlaku == POSKO_MISSING || kitchen->slhs_berlaku < policy->tanggal_h))
    return FALSE;
  const gboolean small = g_str_equal (kitchen->skala, "mikro") || g_str_equal (kitchen->skala, "kecil");
  return kitchen->halal == 1 || !(small ? policy->halal_wajib_mikro : policy->halal_wajib_menengah);
}

static gint64
tps_portions (const PoskoGelombang *wave, const PoskoTps *tps)
{
  return wave->porsi_per_petugas
         * (tps->kpps * (wave->untuk_kpps == 1) + tps->linmas * (wave->untuk_linmas == 1)
            + tps->pengawas * (wave->untuk_pengawas == 1));
}

static gdouble
vehicle_speed (const PoskoPolicy *policy, const PoskoKendaraan *vehicle)
{
  return isnan (vehicle->kecepatan_kmh) ? policy->kecepatan_antar_kmh : vehicle->kecepatan_kmh;
}

static int
by_speed (gconstpointer a, gconstpointer b)
{
  const gdouble left = *(const gdouble *) a, right = *(const gdouble *) b;
  return (left > right) - (left < right);
}

/* The travel classes: the distinct speeds, slowest first. Beyond the most that the solver takes, a vehicle drives at the class
 * below its own speed, so that it is never promised earlier than it can come. */
static void
wave_find_speeds (PoskoMealWave *self)
{
  g_autoptr (GArray) speeds = g_array_new (FALSE, FALSE, sizeof (gdouble));
  for (guint v = 0; v < self->n_vehicles; v++)
    {
      const gdouble speed = vehicle_speed (self->policy, &self->vehicles[v]);
      g_array_append_val (speeds, speed);
    }
  g_array_sort (speeds, by_speed);
  guint n_distinct = 0;
  for (guint s = 0; s < speeds->len; s++)
    if (s == 0 || g_array_index (speeds, gdouble, s) > g_array_index (speeds, gdouble, n_distinct - 1))
      g_array_index (speeds, gdouble, n_distinct++) = g_array_index (speeds, gdouble, s);
  self->n_classes = MIN (n_distinct, POSKO_ROUTING_MAX_CLASSES);
  for (guint c = 0; c < self->n_classes; c++)
    self->classes[c] = (PoskoMealClass) {
      .wave = self, .speed_kmh = g_array_index (speeds, gdouble, (gsize) c * n_distinct / self->n_classes)
    };
}

static guint
vehicle_class (const PoskoMealWave *self, guint v)
{
  guint c = self->n_classes - 1;
  while (c > 0 && self->classes[c].speed_kmh > vehicle_speed (self->policy, &self->vehicles[v]))
    c--;
  return c;
}

static guint32
class_seconds (guint from, guint to, gpointer user_data)
{
  const PoskoMealClass *class = user_data;
  if (from == to)
    return 0;
  return posko_travel_seconds (class->wave->travel, class->wave->places[from], class->wave->places[to], class->speed_kmh);
}

/* Kitchens that may cook for this wave become depots 0 …; TPS with portions become stops 0 …; places are kitchens, then stops. */
static void
wave_choose (PoskoMealWave *self)
{
  self->kitchen_of_depot = g_new (guint, MAX (1, self->n_kitchens));
  self->depot_of_kitchen = g_new (guint, MAX (1, self->n_kitchens));
  for (guint k = 0; k < self->n_kitchens; k++)
    {
      const gboolean open = self->kitchens[k].tutup >= self->end_seconds / 60;
      self->depot_of_kitchen[k] = POSKO_ROUTING_NONE;
      if (!kitchen_is_legal (self->policy, &self->kitchens[k]))
        self->n_illegal++;
      else if (open)
        {
          self->kitchen_of_depot[self->n_depots] = k;
          self->depot_of_kitchen[k] = self->n_depots++;
        }
    }
  self->portions = g_new (gint64, self->n_tps);
  self->tps_of_stop = g_new (guint, self->n_tps);
  for (guint i = 0; i < self->n_tps; i++)
    {
      self->portions[i] = tps_portions (self->wave, &self->tps[i]);
      self->total_risk += MAX (0, self->tps[i].petugas_berisiko);
      if (self->portions[i] > 0)
        self->tps_of_stop[self->n_stops++] = i;
    }
  self->places = g_new (PoskoLonLat, self->n_depots + self->n_stops + 1);
  for (guint d = 0; d < self->n_depots; d++)
    self->places[d] = self->kitchens[self->kitchen_of_depot[d]].place;
  for (guint s = 0; s < self->n_stops; s++)
    self->places[self->n_depots + s] = self->tps[self->tps_of_stop[s]].place;
}

static gint64
or_infinite (gint64 value)
{
  return MIN (value, POSKO_ROUTING_INFINITE);
}

gint64
posko_meal_ceiling (const PoskoMealWave *self, guint depot)
{
  const PoskoDapur *kitchen = &self->kitchens[self->kitchen_of_depot[depot]];
  if (kitchen->tps_maks != POSKO_MISSING)
    return kitchen->tps_maks;
  return self->policy->tps_per_dapur_maks > 0 ? self->policy->tps_per_dapur_maks : -1;
}

static void
wave_add_depots (const PoskoMealWave *self, PoskoRoutingProblem *problem)
{
  for (guint d = 0; d < self->n_depots; d++)
    {
      const PoskoDapur *kitchen = &self->kitchens[self->kitchen_of_depot[d]];
      const gint64 ceiling = posko_meal_ceiling (self, d);
      PoskoRoutingDepot depot = POSKO_ROUTING_DEPOT_INIT;
      depot.location = d;
      depot.capacity = or_infinite (kitchen->porsi_per_gelombang);
      depot.ready_seconds = 60 * kitchen->buka;
      if (ceiling >= 0)
        depot.max_stops = or_infinite (ceiling);
      posko_routing_problem_add_depot (problem, &depot);
    }
}

/* Vehicles of kitchens that do not cook, or that a curve leaves out, stay at home: they keep their number, so that a solution needs no translation. */
static void
wave_add_vehicles (const PoskoMealWave *self, PoskoRoutingProblem *problem)
{
  for (guint v = 0; v < self->n_vehicles; v++)
    {
      const PoskoKendaraan *vehicle = &self->vehicles[v];
      const gboolean drives = self->limits->vehicles == NULL || self->limits->vehicles[v];
      const guint home = drives ? self->depot_of_kitchen[vehicle->kitchen] : POSKO_ROUTING_NONE;
      const gint64 from = MAX (60 * vehicle->mulai, self->busy_until[v] - self->day_seconds);
      PoskoRoutingVehicle row = POSKO_ROUTING_VEHICLE_INIT;
      row.depot = home == POSKO_ROUTING_NONE ? 0 : home;
      row.capacity = home == POSKO_ROUTING_NONE ? 0 : or_infinite (vehicle->porsi_maks);
      row.from_seconds = MIN (MAX (0, from), 60 * vehicle->selesai);
      row.to_seconds = 60 * vehicle->selesai;
      row.loading_seconds = 60 * self->policy->menit_muat;
      row.max_trips = G_MAXUINT;
      row.travel_class = vehicle_class (self, v);
      row.fixed_cost = self->policy->utamakan_kendaraan ? VEHICLE_WEIGHT : vehicle->biaya_tetap;
      row.running_cost_per_second = self->policy->utamakan_kendaraan ? 1 : posko_meal_cost_per_second (self->policy, vehicle);
      if (self->wanted_seconds != NULL)
        row.wanted_seconds = self->wanted_seconds[v];
      posko_routing_problem_add_vehicle (problem, &row);
    }
}

gint64
posko_meal_cost_per_second (const PoskoPolicy *policy, const PoskoKendaraan *vehicle)
{
  return (gint64) floor ((gdouble) vehicle->biaya_per_km * vehicle_speed (policy, vehicle) / 3600 + 0.5);
}

/* Seconds that may pass from departure to the start of hand-over; below 0: nothing can be fresh enough. */
static gint64
fresh_seconds (const PoskoMealWave *self, gint64 service)
{
  return 60 * self->wave->menit_maks - 60 * self->policy->menit_muat - service;
}

static void
wave_add_stops (const PoskoMealWave *self, PoskoRoutingProblem *problem)
{
  for (guint s = 0; s < self->n_stops; s++)
    {
      const guint i = self->tps_of_stop[s];
      PoskoRoutingStop stop = POSKO_ROUTING_STOP_INIT;
      stop.location = self->n_depots + s;
      stop.demand = self->portions[i];
      stop.service_seconds = 60 * self->policy->menit_serah + posko_access_seconds (self->source, &self->tps[i]);
      stop.from_seconds = self->start_seconds;
      stop.to_seconds = self->end_seconds + 60 * self->limits->late_minutes;
      stop.fresh_seconds = fresh_seconds (self, stop.service_seconds);
      if (stop.fresh_seconds < 0)
        {
          stop.fresh_seconds = 0;
          stop.skills = 1; /* no vehicle has it: not even next door is in time */
        }
      stop.penalty = MIN (stop.demand * (self->total_risk + 1) + MAX (0, self->tps[i].petugas_berisiko), POSKO_ROUTING_MAX_PENALTY);
      posko_routing_problem_add_stop (problem, &stop);
    }
}

static PoskoRoutingProblem *
wave_problem (PoskoMealWave *self, GError **error)
{
  const guint n_places = self->n_depots + self->n_stops;
  g_autoptr (PoskoRoutingProblem) problem = posko_routing_problem_new (n_places);
  wave_find_speeds (self);
  for (guint c = 0; c < self->n_classes; c++)
    {
      if (n_places > MATRIX_MAX_LOCATIONS)
        {
          posko_routing_problem_set_travel (problem, c, class_seconds, &self->classes[c]);
          continue;
        }
      guint32 *matrix = posko_travel_matrix (self->travel, self->places, n_places, self->places, n_places, self->classes[c].speed_kmh, error);
      if (matrix == NULL)
        return NULL;
      posko_routing_problem_take_matrix (problem, c, matrix);
    }
  wave_add_depots (self, problem);
  wave_add_vehicles (self, problem);
  wave_add_stops (self, problem);
  posko_routing_problem_set_penalty_unit (problem, self->total_risk + 1); /* a portion; who is at risk tells only equals apart */
  return g_steal_pointer (&problem);
}

static gint64
minute_up (gint64 seconds)
{
  return (seconds + 59) / 60;
}

static void
write_stop (PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingTrip *trip, const PoskoRoutingVisit *visit, guint number)
{
  const guint i = self->tps_of_stop[visit->stop];
  const PoskoTps *tps = &self->tps[i];
  const PoskoDapur *kitchen = &self->kitchens[self->kitchen_of_depot[trip->depot]];
  const gint64 service = 60 * self->policy->menit_serah + posko_access_seconds (self->source, tps);
  const gint64 eat_by = (trip->loading_start_seconds + 60 * self->policy->makan_dalam_menit) / 60;
  posko_plan_add (plan, POSKO_PLAN_STOPS,
                  &(PoskoPlanStop) {
                    .kode_kecamatan = posko_plan_area_code (plan, tps->area), .kecamatan = posko_plan_area_name (plan, tps->area),
                    .kode_kendaraan = self->vehicles[trip->vehicle].kode, .kode_dapur = kitchen->kode,
                    .nama_dapur = kitchen->nama, .gelombang = self->wave->kode, .nama_gelombang = self->wave->nama,
                    .hari = self->wave->hari, .trip = trip->number + 1, .urutan = number,
                    .kode_tps = tps->kode_tps, .lat = tps->lat, .lon = tps->lon,
                    .muat_selesai = minute_up (trip->departure_seconds), .tiba = minute_up (visit->arrival_seconds),
                    .mulai_serah = minute_up (visit->start_seconds), .selesai_serah = minute_up (visit->start_seconds + service),
                    .detik_berangkat = trip->departure_seconds, .detik_mulai_serah = visit->start_seconds,
                    .detik_kembali = trip->return_seconds, .porsi = self->portions[i], .batas_makan = eat_by });
  posko_plan_add (plan, POSKO_PLAN_MEALS,
                  &(PoskoPlanMeal) {
                    .kode_kecamatan = posko_plan_area_code (plan, tps->area), .kecamatan = posko_plan_area_name (plan, tps->area),
                    .kode_tps = tps->kode_tps, .gelombang = self->wave->kode, .hari = self->wave->hari, .porsi = self->portions[i],
                    .kode_dapur = kitchen->kode, .kode_kendaraan = self->vehicles[trip->vehicle].kode, .trip = trip->number + 1,
                    .tiba = minute_up (visit->start_seconds), .batas_makan = eat_by });
}

/* The last row of a trip: back at the kitchen. It stands with its last stop's kecamatan. */
static void
write_return (PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingTrip *trip, const PoskoRoutingVisit *last)
{
  const PoskoTps *tps = &self->tps[self->tps_of_stop[last->stop]];
  const PoskoDapur *kitchen = &self->kitchens[self->kitchen_of_depot[trip->depot]];
  const gint64 back = minute_up (trip->return_seconds);
  posko_plan_add (plan, POSKO_PLAN_STOPS,
                  &(PoskoPlanStop) {
                    .kode_kecamatan = posko_plan_area_code (plan, tps->area), .kecamatan = posko_plan_area_name (plan, tps->area),
                    .kode_kendaraan = self->vehicles[trip->vehicle].kode, .kode_dapur = kitchen->kode,
                    .nama_dapur = kitchen->nama, .gelombang = self->wave->kode, .nama_gelombang = self->wave->nama,
                    .hari = self->wave->hari, .trip = trip->number + 1, .urutan = trip->n_visits + 1,
                    .kode_tps = "", .lat = kitchen->lat, .lon = kitchen->lon, .muat_selesai = minute_up (trip->departure_seconds),
                    .tiba = back, .mulai_serah = back, .selesai_serah = back, .detik_berangkat = trip->departure_seconds,
                    .detik_mulai_serah = trip->return_seconds, .detik_kembali = trip->return_seconds, .porsi = 0,
                    .batas_makan = (trip->loading_start_seconds + 60 * self->policy->makan_dalam_menit) / 60 });
}

static void
write_unserved (PoskoPlan *plan, const PoskoMealWave *self, guint i)
{
  posko_plan_add (plan, POSKO_PLAN_MEALS,
                  &(PoskoPlanMeal) { .kode_kecamatan = posko_plan_area_code (plan, self->tps[i].area),
                                     .kecamatan = posko_plan_area_name (plan, self->tps[i].area),
                                     .kode_tps = self->tps[i].kode_tps,
                                     .gelombang = self->wave->kode,
                                     .hari = self->wave->hari,
                                     .porsi = self->portions[i],
                                     .kode_dapur = "",
                                     .kode_kendaraan = "",
                                     .trip = POSKO_MISSING,
                                     .tiba = POSKO_MISSING,
                                     .batas_makan = POSKO_MISSING });
}

static void
write_wave (PoskoPlan *plan, PoskoMealWave *self, const PoskoRoutingSolution *solution)
{
  for (guint t = 0; t < solution->trips->len; t++)
    {
      const PoskoRoutingTrip *trip = &g_array_index (solution->trips, PoskoRoutingTrip, t);
      const PoskoRoutingVisit *visits = &g_array_index (solution->visits, PoskoRoutingVisit, trip->first_visit);
      for (guint s = 0; s < trip->n_visits; s++)
        write_stop (plan, self, trip, &visits[s], s + 1);
      write_return (plan, self, trip, &visits[trip->n_visits - 1]);
      self->busy_until[trip->vehicle] = MAX (self->busy_until[trip->vehicle], self->day_seconds + trip->return_seconds);
    }
  for (guint u = 0; u < solution->unserved->len; u++)
    {
      const PoskoRoutingUnserved *unserved = &g_array_index (solution->unserved, PoskoRoutingUnserved, u);
      write_unserved (plan, self, self->tps_of_stop[unserved->stop]);
    }
  posko_meal_write_shortages (plan, self, solution);
}

/* A level's result: its bound holds only for plans that serve everybody, so it says nothing when somebody is unserved. */
static PoskoSolveResult
level (const PoskoRoutingSolution *solution, gint64 value, gint64 bound)
{
  const gboolean all = solution->unserved->len == 0;
  const gint64 sound = MIN (bound, value);
  return (PoskoSolveResult) {
    .status = !all ? POSKO_SOLVE_FEASIBLE : sound == value ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED,
    .stop = solution->result.stop,
    .value = value,
    .bound = sound,
  };
}

static void
certify_levels (PoskoPlan *plan, const PoskoMealWave *self, const PoskoSolveResult *unserved, const PoskoSolveResult *cost,
                const PoskoSolveResult *time)
{
  const gboolean by_vehicles = self->policy->utamakan_kendaraan;
  g_autofree char *first = g_strdup_printf ("tak-terlayani@%s", self->wave->kode);
  g_autofree char *second = g_strdup_printf ("%s@%s", by_vehicles ? "kendaraan" : "biaya", self->wave->kode);
  g_autofree char *third = g_strdup_printf ("waktu@%s", self->wave->kode);
  posko_plan_certify (plan, "makan", first, "porsi", FALSE, posko_plan_text (plan, "portions not served", "porsi tak terlayani"), unserved);
  posko_plan_certify (plan, "makan", second, by_vehicles ? "kendaraan" : "rupiah", FALSE,
                      by_vehicles ? posko_plan_text (plan, "vehicles", "jumlah kendaraan") : posko_plan_text (plan, "cost of delivery", "biaya antar"),
                      cost);
  posko_plan_certify (plan, "makan", third, "detik", FALSE, posko_plan_text (plan, "driving time", "waktu jalan"), time);
}

static void
certify_wave (PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingSolution *solution)
{
  gint64 portions = 0;
  for (guint u = 0; u < solution->unserved->len; u++)
    portions += self->portions[self->tps_of_stop[g_array_index (solution->unserved, PoskoRoutingUnserved, u).stop]];
  /* penalty = portions · (risk of all + 1) + risk, so the portions of any plan are at least this. */
  const gint64 scale = self->total_risk + 1;
  const gint64 least = MAX (0, solution->bound_unserved_penalty - self->total_risk + scale - 1) / scale;
  PoskoSolveResult unserved = { .status = POSKO_SOLVE_BOUNDED, .stop = solution->result.stop, .value = portions, .bound = MIN (least, portions) };
  if (unserved.bound == unserved.value)
    unserved.status = POSKO_SOLVE_OPTIMAL;

  const PoskoSolveResult cost = self->policy->utamakan_kendaraan ? level (solution, solution->n_vehicles_used, solution->bound_vehicles)
                                                                  : level (solution, solution->cost, solution->result.bound);
  const PoskoSolveResult time = level (solution, solution->travel_seconds, solution->bound_travel_seconds);
  certify_levels (plan, self, &unserved, &cost, &time);
}

/* Where nobody may cook or drive there is one plan only, and that is proven. */
static void
write_none (PoskoPlan *plan, PoskoMealWave *self)
{
  gint64 portions = 0;
  posko_meal_write_none (plan, self);
  for (guint s = 0; s < self->n_stops; s++)
    {
      write_unserved (plan, self, self->tps_of_stop[s]);
      portions += self->portions[self->tps_of_stop[s]];
    }
  const PoskoSolveResult unserved = posko_plan_proven (portions), none = posko_plan_proven (0);
  certify_levels (plan, self, &unserved, &none, &none);
}

/* On a curve a bound holds whatever the waves before did with the vehicles: it is that of the wave alone. */
static gboolean
free_bound (PoskoMealWave *self, PoskoRoutingSolution *solution, GError **error)
{
  gint64 *busy_until = self->busy_until;
  g_autofree gint64 *never = g_new (gint64, self->n_vehicles);
  for (guint v = 0; v < self->n_vehicles; v++)
    never[v] = G_MININT32;
  self->busy_until = never;
  g_autoptr (PoskoRoutingProblem) alone = wave_problem (self, error);
  self->busy_until = busy_until;
  return alone != NULL && posko_routing_unserved_bound (alone, &solution->bound_unserved_penalty, error);
}

/* @order: the wave's place in @waves, then those of the later ones */
static gboolean
make_wave (PoskoPlan *plan, const PoskoGelombang *waves, const guint *order, guint n_later, gint64 *busy_until,
           const PoskoPlanParams *params, GError **error)
{
  const PoskoGelombang *wave = &waves[order[0]];
  const PoskoPlan *published = params->stay != NULL ? params->stay->published : NULL;
  const PoskoCase *source = posko_plan_case (plan);
  g_auto (PoskoMealWave) self = { .source = source,
                                  .policy = posko_case_policy (source),
                                  .travel = posko_case_travel (source),
                                  .wave = wave,
                                  .limits = posko_plan_limits (plan),
                                  .day_seconds = 86400 * wave->day,
                                  .start_seconds = 60 * (wave->start - 1440 * wave->day),
                                  .end_seconds = 60 * (wave->end - 1440 * wave->day),
                                  .busy_until = busy_until };
  self.tps = posko_case_tps (source, &self.n_tps);
  self.kitchens = posko_case_dapur (source, &self.n_kitchens);
  self.vehicles = posko_case_kendaraan (source, &self.n_vehicles);
  wave_choose (&self);
  if (self.n_stops == 0)
    return TRUE;
  if (self.n_depots == 0 || self.n_vehicles == 0)
    {
      write_none (plan, &self);
      return TRUE;
    }
  if (published != NULL)
    posko_meal_find_wanted (&self, published, waves, order + 1, n_later);
  g_autoptr (PoskoRoutingProblem) problem = wave_problem (&self, error);
  if (problem == NULL)
    return FALSE;
  if (published != NULL)
    posko_meal_add_start (&self, published, problem);
  PoskoSolveParams solve_params = posko_plan_solve_params (params, 100 + order[0]);
  solve_params.iterations = (guint64) MAX (1, params->effort * CLAMP (STEPS_PER_STOP * self.n_stops, STEPS_MIN, STEPS_MAX));
  g_autoptr (PoskoRoutingSolution) solution = posko_routing_solve (problem, &solve_params, error);
  if (solution == NULL)
    return FALSE;
  if (self.limits->vehicles != NULL && !free_bound (&self, solution, error))
    return FALSE;
  write_wave (plan, &self, solution);
  certify_wave (plan, &self, solution);
  return TRUE;
}

static int
by_time (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoGelombang *waves = user_data;
  const guint left = *(const guint *) a, right = *(const guint *) b;
  if (waves[left].start != waves[right].start)
    return waves[left].start < waves[right].start ? -1 : 1;
  return left < right ? -1 : left > right;
}

static gint64
count_unserved (const PoskoPlan *plan)
{
  PoskoTable *meals = posko_plan_table (plan, POSKO_PLAN_MEALS);
  gint64 portions = 0;
  for (guint i = 0; i < posko_table_n (meals); i++)
    {
      const PoskoPlanMeal *row = posko_table_row (meals, i);
      portions += *row->kode_kendaraan == '\0' ? row->porsi : 0;
    }
  return portions;
}

gboolean
posko_plan_make_meals (PoskoPlan *plan, const PoskoPlanParams *params, GError **error)
{
  guint n_waves, n_vehicles;
  const PoskoGelombang *waves = posko_case_gelombang (posko_plan_case (plan), &n_waves);
  posko_case_kendaraan (posko_plan_case (plan), &n_vehicles);
  g_autofree gint64 *busy_until = g_new (gint64, MAX (1, n_vehicles));
  for (guint v = 0; v < n_vehicles; v++)
    busy_until[v] = G_MININT32;
  g_autofree guint *order = g_new (guint, MAX (1, n_waves));
  for (guint g = 0; g < n_waves; g++)
    order[g] = g;
  g_qsort_with_data (order, (gint) n_waves, sizeof *order, by_time, (gpointer) waves);
  for (guint g = 0; g < n_waves && count_unserved (plan) <= posko_plan_limits (plan)->most_unserved; g++)
    if (!make_wave (plan, waves, order + g, n_waves - 1 - g, busy_until, params, error))
      return FALSE;
  return TRUE;
}
