/* routing-case.h: routing problems for tests, with a checker and a brute force that share nothing with src/solve.
 *
 * Both simulate second by second: a departure time is found by trying all of them.
 */
#pragma once
#include "routing.h"
G_BEGIN_DECLS

#define CASE_MAX_STOPS 160u
#define CASE_MAX_VEHICLES 24u
#define CASE_MAX_DEPOTS 4u
#define CASE_MAX_PLACES (CASE_MAX_STOPS + CASE_MAX_DEPOTS)

/* A problem kept on the side, in the test's own words: location d is depot d, location n_depots + i is stop i. */
typedef struct
{
  guint n_depots, n_vehicles, n_stops;
  guint32 seconds[CASE_MAX_PLACES * CASE_MAX_PLACES];
  PoskoRoutingDepot depots[CASE_MAX_DEPOTS];
  PoskoRoutingVehicle vehicles[CASE_MAX_VEHICLES];
  PoskoRoutingStop stops[CASE_MAX_STOPS];
} RoutingCase;

/** Returns: (transfer full): the problem, with the travel times as a matrix or as a function (then @c must outlive it)
 */
PoskoRoutingProblem *case_build (RoutingCase *c, gboolean on_the_fly);
PoskoRoutingSolution *case_solve (RoutingCase *c, guint64 seed, guint64 iterations);

/** Asserts every rule, every sum and every bound. */
void case_check (const RoutingCase *c, const PoskoRoutingSolution *solution);
PoskoRoutingSolution *case_solve_and_check (RoutingCase *c);

/** Returns: the least value over all ways to serve or not to serve; up to five stops, four vehicles and short days */
gint64 case_brute_force (const RoutingCase *c, gint64 weight);

/** Returns: a whole number in @low .. @high */
gint64 case_between (PoskoRandom *random, gint64 low, gint64 high);

/** Points in a square with noise that differs by direction. */
void case_scatter (RoutingCase *c, PoskoRandom *random, gint64 side, gint64 noise);

/** No limits but a day of 1,000 seconds, and vehicles spread over the depots. */
void case_fill_plain (RoutingCase *c, guint n_depots, guint n_vehicles, guint n_stops);

/** Numbers of a short day for depots, vehicles and stops; each bit of @rules switches one family of rules on. */
void case_fill_random (RoutingCase *c, PoskoRandom *random, guint rules);

/** 3 depots, 18 vehicles and 150 stops with one window: enough of everything. */
void case_fill_city (RoutingCase *c, guint64 seed);

/** Returns: (transfer full): trips with departures and stops, value and bound */
char *case_print (const PoskoRoutingSolution *solution);

G_END_DECLS
