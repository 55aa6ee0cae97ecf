/* simulate-private.h: what the files of this room share: the city that days happen to, a plan as it is lived, and one day.
 *
 *   World   the case as rates, places and priors; both plans live in it                     (simulate-world.c)
 *   Life    a plan: its fleet, its people, its trips                                        (simulate-life.c, simulate-staff.c, simulate-trips.c)
 *   Day     what happens to everybody, whatever the plan: severity, traffic, events, calls  (simulate-day.c)
 *
 * World and Life are immutable once made and shared between threads.
 */
#pragma once
#include "demand.h"
#include "dispatch.h"
#include "simulate.h"
#include "tally.h"
G_BEGIN_DECLS

/* What a random quantity is for: part of its key. Never renumber: it would change every day. */
typedef enum
{
  POSKO_KIND_SEVERITY = 1,
  POSKO_KIND_TRAFFIC,
  POSKO_KIND_ORDINARY,
  POSKO_KIND_HEAT,
  POSKO_KIND_CRASH,
  POSKO_KIND_FLOOD,
  POSKO_KIND_FOOD,
  POSKO_KIND_PERSON,
  POSKO_KIND_STANDBY,
  POSKO_KIND_KITCHEN,
  POSKO_KIND_LEG,
  POSKO_KIND_BREAKDOWN,
} PoskoRandomKind;

typedef enum
{
  POSKO_ROLE_BERISIKO,
  POSKO_ROLE_KPPS,
  POSKO_ROLE_LINMAS,
  POSKO_ROLE_PENGAWAS,
  POSKO_ROLE_PEMILIH,
  POSKO_ROLE_PPK,
  POSKO_ROLE_PPS,
  POSKO_ROLE_PETUGAS, /* who ate at a TPS */
  POSKO_N_ROLES,
} PoskoRole;

typedef enum
{
  POSKO_CAUSE_ORDINARY,
  POSKO_CAUSE_HEAT,
  POSKO_CAUSE_CRASH,
  POSKO_CAUSE_FOOD,
  POSKO_N_CAUSES,
} PoskoCause;

/* The phases of one place as a density over time. */
typedef struct
{
  guint n;
  gint64 *from, *to; /* s */
  gdouble *until;    /* share of the whole by the end of each */
} PoskoDensity;

typedef struct
{
  PoskoCase *source;
  const PoskoPolicy *policy;
  const PoskoPriors *priors;
  guint n_tps, n_areas, n_places; /* places: the TPS, then the recap of each kecamatan */
  PoskoLonLat *points;
  guint64 *codes;                 /* per place, for keys */
  gdouble *rates;                 /* per place: expected ordinary calls of a day */
  gdouble (*roles)[5];            /* per TPS: share up to each of the first five roles */
  gdouble *ppk_share;             /* per kecamatan: share of the PPK in its committees */
  PoskoDensity at_tps, at_recap, hot;
  gdouble hot_share;              /* sigma of the hot hours */
  guint32 *care_seconds;          /* places × POSKO_N_CARE */
  GArray *is_hospital;            /* (element-type guint8): of each facility */
  guint16 *care;
  GArray *facilities;             /* (element-type PoskoLonLat) */
  guint32 *lead_seconds;
  gint64 *windows;                /* the phases as disjoint stretches: pairs, s */
  guint n_windows;
  gint64 peak_from, peak_to;
  gint64 first_hour, n_hours;     /* bins of simulasi_rincian */
  PoskoSpread severity, traffic, drive, work, serve, exponential, food;
} PoskoWorld;

PoskoWorld *posko_world_new (PoskoCase *source, GError **error);
void posko_world_free (PoskoWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoWorld, posko_world_free)

/** Returns: (transfer full): code to index, of @n rows whose first member is their code */
GHashTable *posko_world_index (gconstpointer rows, guint n, gsize row_size);
/** Looks @code up; FALSE with POSKO_ERROR_INPUT that names @file */
gboolean posko_world_find (GHashTable *index, const char *code, const char *file, guint *found, GError **error);

/* ---- A plan as it is lived ---- */

typedef struct
{
  guint64 code;
  PoskoLonLat home;
  PoskoProfesi profession;
  gint64 travel_seconds; /* of a stand-by: from home */
} PoskoPerson;

typedef struct /* a post in a shift */
{
  guint post, shift, area, first_team, n_teams;
  gint64 from, to; /* s */
  gboolean night;
  guint first_person, n_persons;   /* in persons, by profession, then code */
  guint standby;                   /* index of the list of stand-bys, G_MAXUINT = none */
} PoskoWatch;

typedef struct /* the stand-bys of a kecamatan in a shift, by profession, then nearest first */
{
  guint first_person, n_persons;
} PoskoStandbyList;

typedef struct
{
  guint place;        /* G_MAXUINT on the way back */
  guint64 code;       /* of TPS and wave */
  gint64 leg_seconds, serve_seconds;
  gint64 window_from, window_to;
  gint64 portions;
} PoskoStop;

typedef struct
{
  guint64 code;          /* of vehicle, wave and trip */
  guint vehicle;
  guint oven;            /* index of kitchen and wave */
  gint64 depart, load;   /* s: planned departure; seconds of loading */
  guint first_stop, n_stops; /* the last of them is the way back */
} PoskoTrip;

typedef struct /* a kitchen in a wave */
{
  guint64 code, kitchen;
  guint of_kitchen, n_of_kitchen; /* its number among the kitchen's waves */
} PoskoOven;

typedef struct
{
  const char *code, *name;
} PoskoUnitName;

typedef struct
{
  PoskoFleet fleet;
  GArray *teams;               /* (element-type PoskoTeam) */
  guint *team_number;          /* per team: 1 … at its post */
  GArray *post_names, *ambulance_names; /* (element-type PoskoUnitName) */
  GArray *watches, *persons, *standby_lists, *standbys;
  PoskoCrew *full;             /* per team: when nobody is missing */
  guint max_persons;           /* of one watch */
  GArray *trips, *stops, *ovens;
  guint n_vehicles;
} PoskoLife;

PoskoLife *posko_life_new (const PoskoWorld *world, const PoskoPlan *plan, GError **error);
void posko_life_free (PoskoLife *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoLife, posko_life_free)

gboolean posko_life_read_staff (PoskoLife *self, const PoskoWorld *world, const PoskoPlan *plan, GError **error);
gboolean posko_life_read_trips (PoskoLife *self, const PoskoWorld *world, const PoskoPlan *plan, GError **error);

/* ---- One day ---- */

typedef struct
{
  guint64 key; /* of seed and day */
  gdouble severity;
  gint64 traffic;  /* factor */
  gboolean heat, crash, flood;
  PoskoLonLat flood_centre;
  gint64 flood_from, flood_to;
  GArray *calls;   /* (element-type PoskoCall): those that every plan has, unsorted */
} PoskoDay;

void posko_day_draw (PoskoDay *self, const PoskoWorld *world, guint64 seed, guint64 day);

/** Returns: whether @point is under water in any part of [from, to) */
gboolean posko_day_floods (const PoskoDay *self, const PoskoWorld *world, PoskoLonLat point, gint64 from, gint64 to);

/** Adds a call whose every random quantity is a function of @key. */
void posko_day_add_call (const PoskoDay *self, const PoskoWorld *world, GArray *calls, guint64 key, guint place, gint64 time,
                         gdouble transport, PoskoRole role, PoskoCause cause);

/* What a day did to the staff, or many days to that of one shift. */
typedef struct
{
  gint64 absent, filled, asked;       /* people; places filled; stand-bys called */
  gint64 teams, empty_at_start, empty, weak; /* of the teams that the plan crews: nobody who can treat at the start, all the shift; a place empty */
} PoskoStaffDay;

void posko_staff_day_add (PoskoStaffDay *self, const PoskoStaffDay *other);

/* Working memory of one thread. */
typedef struct
{
  gint64 *arrivals; /* of each person of a watch */
  guint8 *used;     /* per stand-by */
} PoskoStaffScratch;

void posko_staff_scratch_init (PoskoStaffScratch *self, const PoskoLife *life);
void posko_staff_scratch_clear (PoskoStaffScratch *self);

/** Fills @crews (one a team) and @result for this day; adds the day to @shifts, one a shift of the policy. */
void posko_life_crew (const PoskoLife *self, const PoskoWorld *world, const PoskoDay *day, PoskoStaffScratch *scratch, PoskoCrew *crews,
                      PoskoStaffDay *shifts, PoskoStaffDay *result);
/** The crews of a day on which everybody comes. */
void posko_life_crew_all (PoskoLife *self, const PoskoWorld *world);

typedef struct
{
  gint64 stops, late_stops, portions, late_portions, thrown, eaten_late;
} PoskoMealDay;

/**
 * posko_life_drive:
 * @vehicle_free: (array): scratch, one a vehicle
 * @eaten: (array): of each stop, when its portions are eaten (s), or POSKO_NEVER when they were thrown away
 * @late, @thrown: (array): per TPS, added to: late stops, portions thrown away
 */
void posko_life_drive (const PoskoLife *self, const PoskoWorld *world, const PoskoDay *day, gint64 *vehicle_free, gint64 *eaten,
                       gint64 *late, gint64 *thrown, PoskoMealDay *result);

/** Adds the calls of those whom a kitchen's food made ill to @calls. Returns: how many kitchens did */
guint posko_life_poison (const PoskoLife *self, const PoskoWorld *world, const PoskoDay *day, const gint64 *eaten, GArray *calls);

G_END_DECLS
