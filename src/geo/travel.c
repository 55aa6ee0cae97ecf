/* travel.c: travel times; see travel.h. The one source there is today: the straight distance times a detour factor. */
#include "travel.h"

#include <math.h>

struct _PoskoTravel
{
  PoskoTravelSource source;
  gpointer data;
};

typedef struct
{
  PoskoPlane plane;
  gdouble detour;
} Straight;

PoskoTravel *
posko_travel_new (const PoskoTravelSource *source, gpointer data)
{
  g_return_val_if_fail (source != NULL && source->metres != NULL && source->seconds != NULL, NULL);

  PoskoTravel *self = g_atomic_rc_box_new0 (PoskoTravel);
  self->source = *source;
  self->data = data;
  return self;
}

PoskoTravel *
posko_travel_ref (PoskoTravel *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer user_data)
{
  PoskoTravel *self = user_data;
  if (self->source.free != NULL)
    self->source.free (self->data);
}

void
posko_travel_unref (PoskoTravel *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* A whole number, UNREACHABLE where it does not fit. */
static guint32
round_half_up (gdouble value)
{
  return value < (gdouble) POSKO_TRAVEL_UNREACHABLE - 1 ? (guint32) floor (value + 0.5) : POSKO_TRAVEL_UNREACHABLE;
}

static guint32
straight_metres (gconstpointer data, PoskoLonLat from, PoskoLonLat to)
{
  const Straight *self = data;
  return round_half_up (posko_plane_distance (&self->plane, from, to) * self->detour);
}

static guint32
straight_seconds (gconstpointer data, PoskoLonLat from, PoskoLonLat to, gdouble speed_kmh)
{
  const Straight *self = data;
  return round_half_up (posko_plane_distance (&self->plane, from, to) * self->detour / (speed_kmh / 3.6));
}

PoskoTravel *
posko_travel_new_straight (PoskoLonLat centre, gdouble detour)
{
  static const PoskoTravelSource source = { straight_metres, straight_seconds, g_free };

  g_return_val_if_fail (isfinite (centre.lat) && isfinite (detour) && detour >= 1.0, NULL);

  Straight *data = g_new0 (Straight, 1);
  posko_plane_init (&data->plane, centre);
  data->detour = detour;
  return posko_travel_new (&source, data);
}

guint32
posko_travel_metres (const PoskoTravel *self, PoskoLonLat from, PoskoLonLat to)
{
  return self->source.metres (self->data, from, to);
}

guint32
posko_travel_seconds (const PoskoTravel *self, PoskoLonLat from, PoskoLonLat to, gdouble speed_kmh)
{
  g_return_val_if_fail (speed_kmh > 0, POSKO_TRAVEL_UNREACHABLE);
  return self->source.seconds (self->data, from, to, speed_kmh);
}

guint32 *
posko_travel_matrix (const PoskoTravel *self, const PoskoLonLat *from, guint n_from, const PoskoLonLat *to, guint n_to, gdouble speed_kmh,
                     GError **error)
{
  gsize bytes;
  guint32 *seconds;

  g_return_val_if_fail (speed_kmh > 0, NULL);
  if (!g_size_checked_mul (&bytes, n_from, n_to) || !g_size_checked_mul (&bytes, bytes, sizeof *seconds) || bytes > POSKO_TRAVEL_MAX_BYTES)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "travel times from %u to %u places are over the limit", n_from, n_to);
      return NULL;
    }
  seconds = g_malloc (MAX (bytes, 1));
  for (guint i = 0; i < n_from; i++)
    for (guint j = 0; j < n_to; j++)
      seconds[(gsize) i * n_to + j] = self->source.seconds (self->data, from[i], to[j], speed_kmh);
  return seconds;
}
