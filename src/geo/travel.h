/* travel.h: how long it takes to get from one place to another.
 *
 * One interface, so that the plan does not care where times come from: today the straight distance times a detour factor over a
 * speed; a road graph, an OSRM table or a CSV matrix can fill the same two functions later. Immutable, shared between threads.
 */
#pragma once
#include "error.h"
#include "point.h"
G_BEGIN_DECLS

#define POSKO_TRAVEL_UNREACHABLE G_MAXUINT32
#define POSKO_TRAVEL_MAX_BYTES ((gsize) 1 << 30)

typedef struct _PoskoTravel PoskoTravel;

/* What a source of travel times must be able to do. @speed_kmh is that of the class of vehicle (ambulance, car, on foot). */
typedef struct
{
  guint32 (*metres) (gconstpointer data, PoskoLonLat from, PoskoLonLat to); /* along the road, or UNREACHABLE */
  guint32 (*seconds) (gconstpointer data, PoskoLonLat from, PoskoLonLat to, gdouble speed_kmh);
  void (*free) (gpointer data);
} PoskoTravelSource;

/** Returns: (transfer full): a travel with @source; takes @data */
PoskoTravel *posko_travel_new (const PoskoTravelSource *source, gpointer data);

/**
 * posko_travel_new_straight:
 * @detour: road metres per straight metre, at least 1
 *
 * metres = floor (distance · detour + 0.5); seconds = floor (distance · detour / (speed_kmh / 3.6) + 0.5).
 */
PoskoTravel *posko_travel_new_straight (PoskoLonLat centre, gdouble detour);
PoskoTravel *posko_travel_ref (PoskoTravel *self);
void posko_travel_unref (PoskoTravel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoTravel, posko_travel_unref)

guint32 posko_travel_metres (const PoskoTravel *self, PoskoLonLat from, PoskoLonLat to);
guint32 posko_travel_seconds (const PoskoTravel *self, PoskoLonLat from, PoskoLonLat to, gdouble speed_kmh);

/**
 * posko_travel_matrix:
 *
 * Returns: (transfer full) (nullable): seconds, @n_from × @n_to, row by row; free with g_free().
 *   %NULL with %POSKO_ERROR_LIMIT when it would be larger than %POSKO_TRAVEL_MAX_BYTES
 */
guint32 *posko_travel_matrix (const PoskoTravel *self, const PoskoLonLat *from, guint n_from, const PoskoLonLat *to,
                              guint n_to, gdouble speed_kmh, GError **error);

G_END_DECLS
