/* simulate-day.c: what a day brings whatever the plan: severity, traffic, heat, a crash, a flood, and the calls: section 12.2 of docs/model.md. */
#include "simulate-private.h"

/* Numbers below the key of a call. */
enum
{
  DRAW_TIME,
  DRAW_TRANSPORT,
  DRAW_ROLE,
  DRAW_CARE,
  DRAW_NOISE, /* its highest 36 bits: driving, team's work, ambulance's work */
};

#define MAX_DRIVE_FACTOR (1000 * POSKO_FACTOR_ONE) /* a way that takes a thousand times as long is not driven */

static gint64
time_of (const PoskoDensity *density, guint64 bits)
{
  const gdouble unit = posko_random_unit_of (bits);
  guint i = 0;
  while (i + 1 < density->n && unit >= density->until[i])
    i++;
  const gdouble before = i > 0 ? density->until[i - 1] : 0;
  const gdouble inside = (unit - before) / (density->until[i] - before);
  return MIN (density->to[i] - 1, density->from[i] + (gint64) (inside * (gdouble) (density->to[i] - density->from[i])));
}

gboolean
posko_day_floods (const PoskoDay *self, const PoskoWorld *world, PoskoLonLat point, gint64 from, gint64 to)
{
  return self->flood && from < self->flood_to && to > self->flood_from
         && posko_plane_distance (posko_case_plane (world->source), self->flood_centre, point) <= (gdouble) world->priors->banjir_radius_m;
}

void
posko_day_add_call (const PoskoDay *self, const PoskoWorld *world, GArray *calls, guint64 key, guint place, gint64 time,
                    gdouble transport, PoskoRole role, PoskoCause cause)
{
  const guint64 noise = posko_random_at (key, DRAW_NOISE);
  gdouble drive = (gdouble) posko_factor_times (posko_spread_of (&world->drive, noise), self->traffic);
  if (posko_day_floods (self, world, world->points[place], time, time + 1))
    drive *= world->priors->banjir_pengali;
  const PoskoCall call = {
    .time = time,
    .place = place,
    .transport = posko_random_unit_of (posko_random_at (key, DRAW_TRANSPORT)) < transport,
    .care = posko_random_unit_of (posko_random_at (key, DRAW_CARE)) < world->priors->porsi_rumah_sakit ? POSKO_HOSPITAL : POSKO_PUSKESMAS,
    .drive_factor = (gint64) MIN (drive, (gdouble) MAX_DRIVE_FACTOR),
    .team_factor = posko_spread_of (&world->work, noise << 12),
    .ambulance_factor = posko_spread_of (&world->work, noise << 24),
    .role = (guint16) role,
    .cause = (guint16) cause,
  };
  g_array_append_val (calls, call);
}

static PoskoRole
role_of (const PoskoWorld *world, guint place, guint64 bits)
{
  const gdouble unit = posko_random_unit_of (bits);
  if (place >= world->n_tps)
    return unit < world->ppk_share[place - world->n_tps] ? POSKO_ROLE_PPK : POSKO_ROLE_PPS;
  guint role = POSKO_ROLE_BERISIKO;
  while (role < POSKO_ROLE_PEMILIH && unit >= world->roles[place][role])
    role++;
  return role;
}

/* Calls at a place: a Poisson number, each at its time in @density. */
static void
add_calls (PoskoDay *self, const PoskoWorld *world, guint64 kind, guint place, gdouble mean, const PoskoDensity *density, PoskoCause cause)
{
  const guint64 key = posko_random_at (kind, world->codes[place]);
  const guint n = density->n > 0 ? posko_poisson (mean, key) : 0;
  for (guint c = 0; c < n; c++)
    {
      const guint64 call = posko_random_at (~key, c);
      posko_day_add_call (self, world, self->calls, call, place, time_of (density, posko_random_at (call, DRAW_TIME)),
                          world->policy->porsi_angkut, role_of (world, place, posko_random_at (call, DRAW_ROLE)), cause);
    }
}

static gboolean
happens (guint64 kind, gdouble chance)
{
  return posko_random_unit_of (posko_random_at (kind, 0)) < chance;
}

static guint
any_tps (const PoskoWorld *world, guint64 bits)
{
  return MIN (world->n_tps - 1, (guint) (posko_random_unit_of (bits) * world->n_tps));
}

static void
draw_flood (PoskoDay *self, const PoskoWorld *world)
{
  const guint64 kind = posko_random_at (self->key, POSKO_KIND_FLOOD);
  self->flood = happens (kind, world->priors->banjir_peluang);
  if (!self->flood)
    return;
  self->flood_centre = world->points[any_tps (world, posko_random_at (kind, 1))];
  self->flood_from = (gint64) (posko_random_unit_of (posko_random_at (kind, 2)) * 86400);
  self->flood_to = self->flood_from + 60 * world->priors->banjir_menit;
}

static void
draw_crash (PoskoDay *self, const PoskoWorld *world)
{
  const guint64 kind = posko_random_at (self->key, POSKO_KIND_CRASH);
  self->crash = happens (kind, world->priors->kecelakaan_peluang);
  if (!self->crash)
    return;
  const guint place = any_tps (world, posko_random_at (kind, 1));
  const gint64 time = time_of (&world->at_tps, posko_random_at (kind, 2));
  const guint n = 1 + posko_poisson (world->priors->kecelakaan_korban - 1, posko_random_at (kind, 3));
  for (guint c = 0; c < n; c++)
    {
      const guint64 call = posko_random_at (~kind, c);
      posko_day_add_call (self, world, self->calls, call, place, time, world->priors->kecelakaan_angkut,
                          role_of (world, place, posko_random_at (call, DRAW_ROLE)), POSKO_CAUSE_CRASH);
    }
}

static void
draw_heat (PoskoDay *self, const PoskoWorld *world)
{
  const guint64 kind = posko_random_at (self->key, POSKO_KIND_HEAT);
  self->heat = happens (kind, world->priors->panas_peluang);
  const gdouble extra = (world->priors->panas_pengali - 1) * self->severity * world->hot_share;
  for (guint i = 0; self->heat && i < world->n_tps; i++)
    add_calls (self, world, kind, i, world->rates[i] * extra, &world->hot, POSKO_CAUSE_HEAT);
}

void
posko_day_draw (PoskoDay *self, const PoskoWorld *world, guint64 seed, guint64 day)
{
  const gdouble one = (gdouble) POSKO_FACTOR_ONE;
  g_array_set_size (self->calls, 0);
  self->key = posko_random_at (posko_random_at (seed, 0), day);
  self->severity = (gdouble) posko_spread_of (&world->severity, posko_random_at (self->key, POSKO_KIND_SEVERITY)) / one;
  self->traffic = posko_spread_of (&world->traffic, posko_random_at (self->key, POSKO_KIND_TRAFFIC));
  draw_flood (self, world);
  const guint64 ordinary = posko_random_at (self->key, POSKO_KIND_ORDINARY);
  for (guint i = 0; i < world->n_places; i++)
    add_calls (self, world, ordinary, i, world->rates[i] * self->severity, i < world->n_tps ? &world->at_tps : &world->at_recap,
               POSKO_CAUSE_ORDINARY);
  draw_heat (self, world);
  draw_crash (self, world);
}
