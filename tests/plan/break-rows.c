/* break-rows.c: damage that takes several rows of a plan: people on two shifts at once, vehicles on two roads, rooms
 * that overflow. */
#include "break-plan.h"

static guint
n_rows (PoskoPlan *plan, PoskoPlanTableId id)
{
  return posko_table_n (posko_plan_table (plan, id));
}

/* Returns: the first row from @from on with @text in @column, or the number of rows */
static guint
find_row (PoskoPlan *plan, PoskoPlanTableId id, guint from, const char *column, const char *text)
{
  while (from < n_rows (plan, id) && !g_str_equal (break_read (plan, id, from, column), text))
    from++;
  return from;
}

/* Returns: the index of a new row like @row */
static guint
twin_of (PoskoPlan *plan, PoskoPlanTableId id, guint row)
{
  PoskoTable *table = posko_plan_table (plan, id);
  g_autofree gpointer twin = g_memdup2 (posko_table_row (table, row), posko_plan_table_type (id)->row_size);
  posko_table_append (table, twin);
  return posko_table_n (table) - 1;
}

static gboolean
open_every_site (PoskoPlan *plan)
{
  static const char *const sites[] = { "KC1", "KC2", "PK1", "PK2" };
  for (guint s = 0; s < G_N_ELEMENTS (sites); s++)
    if (find_row (plan, POSKO_PLAN_POSTS, 0, "kode_pos", sites[s]) == n_rows (plan, POSKO_PLAN_POSTS))
      break_text (plan, POSKO_PLAN_POSTS, twin_of (plan, POSKO_PLAN_POSTS, 0), "kode_pos", sites[s]);
  return TRUE;
}

static gboolean
send_all_to_one_post (PoskoPlan *plan)
{
  for (guint row = 0; row < n_rows (plan, POSKO_PLAN_TPS); row++)
    break_text (plan, POSKO_PLAN_TPS, row, "pos_utama", "PK1");
  return TRUE;
}

static gboolean
swap_first_posts (PoskoPlan *plan)
{
  const guint last = n_rows (plan, POSKO_PLAN_TPS) - 1;
  g_autofree char *first = g_strdup (break_read (plan, POSKO_PLAN_TPS, 0, "pos_utama"));
  break_text (plan, POSKO_PLAN_TPS, 0, "pos_utama", break_read (plan, POSKO_PLAN_TPS, last, "pos_utama"));
  break_text (plan, POSKO_PLAN_TPS, last, "pos_utama", first);
  return !g_str_equal (first, break_read (plan, POSKO_PLAN_TPS, 0, "pos_utama"));
}

static gboolean
park_both_at_one_post (PoskoPlan *plan)
{
  for (guint row = 0; row < n_rows (plan, POSKO_PLAN_AMBULANCES); row++)
    break_text (plan, POSKO_PLAN_AMBULANCES, row, "kode_pangkalan", "PK1");
  return n_rows (plan, POSKO_PLAN_AMBULANCES) > 1;
}

static gboolean
swap_ambulances (PoskoPlan *plan)
{
  g_autofree char *first = g_strdup (break_read (plan, POSKO_PLAN_TPS, 0, "ambulans_pertama"));
  break_text (plan, POSKO_PLAN_TPS, 0, "ambulans_pertama", break_read (plan, POSKO_PLAN_TPS, 0, "ambulans_kedua"));
  break_text (plan, POSKO_PLAN_TPS, 0, "ambulans_kedua", first);
  return TRUE;
}

/* The morning's people stay for the afternoon. */
static gboolean
work_through (PoskoPlan *plan)
{
  const guint morning = find_row (plan, POSKO_PLAN_ROSTER, 0, "shift", "P");
  if (morning == n_rows (plan, POSKO_PLAN_ROSTER))
    return FALSE;
  const guint row = twin_of (plan, POSKO_PLAN_ROSTER, morning);
  break_text (plan, POSKO_PLAN_ROSTER, row, "shift", "S");
  *break_integer (plan, POSKO_PLAN_ROSTER, row, "mulai") = 13 * 60;
  *break_integer (plan, POSKO_PLAN_ROSTER, row, "selesai") = 21 * 60;
  return TRUE;
}

/* One person in a place of @hari_a:@shift and in one of @hari_b:@shift. */
static gboolean
same_person_twice (PoskoPlan *plan, const char *person, const char *day_a, const char *day_b, const char *shift)
{
  const char *const days[] = { day_a, day_b };
  for (guint d = 0; d < 2; d++)
    {
      guint row = 0;
      while ((row = find_row (plan, POSKO_PLAN_ROSTER, row, "shift", shift)) < n_rows (plan, POSKO_PLAN_ROSTER)
             && !g_str_equal (break_read (plan, POSKO_PLAN_ROSTER, row, "hari"), days[d]))
        row++;
      if (row == n_rows (plan, POSKO_PLAN_ROSTER))
        return FALSE;
      break_text (plan, POSKO_PLAN_ROSTER, row, "kode_nakes", person);
    }
  return TRUE;
}

/* D05 may work once. */
static gboolean
one_shift_too_many (PoskoPlan *plan)
{
  return same_person_twice (plan, "D05", "H+1", "H+3", "R");
}

static gboolean
two_nights (PoskoPlan *plan)
{
  return same_person_twice (plan, "D06", "H-1", "H", "M");
}

/* A recap shift at the other post of the city. */
static gboolean
recap_elsewhere (PoskoPlan *plan)
{
  const guint row = find_row (plan, POSKO_PLAN_ROSTER, 0, "shift", "R");
  if (row == n_rows (plan, POSKO_PLAN_ROSTER) || !open_every_site (plan))
    return FALSE;
  break_text (plan, POSKO_PLAN_ROSTER, row, "kode_pos",
              g_str_equal (break_read (plan, POSKO_PLAN_ROSTER, row, "kode_kecamatan"), "19.71.01") ? "PK1" : "PK2");
  return TRUE;
}

/* Somebody on duty in the very shift stands by too. */
static gboolean
stand_by_on_duty (PoskoPlan *plan)
{
  for (guint row = 0; row < n_rows (plan, POSKO_PLAN_RESERVES); row++)
    for (guint duty = 0; duty < n_rows (plan, POSKO_PLAN_ROSTER); duty++)
      if (g_str_equal (break_read (plan, POSKO_PLAN_RESERVES, row, "shift"),
                       break_read (plan, POSKO_PLAN_ROSTER, duty, "shift"))
          && g_str_equal (break_read (plan, POSKO_PLAN_ROSTER, duty, "hari"), "H"))
        {
          break_text (plan, POSKO_PLAN_RESERVES, row, "kode_nakes",
                      break_read (plan, POSKO_PLAN_ROSTER, duty, "kode_nakes"));
          return TRUE;
        }
  return FALSE;
}

static gboolean
stand_by_always (PoskoPlan *plan)
{
  for (guint row = 0; row < n_rows (plan, POSKO_PLAN_RESERVES); row++)
    break_text (plan, POSKO_PLAN_RESERVES, row, "kode_nakes", "S01");
  return n_rows (plan, POSKO_PLAN_RESERVES) > 2;
}

static gboolean
crowd_one_session (PoskoPlan *plan)
{
  for (guint row = 1; row < n_rows (plan, POSKO_PLAN_SCREENING); row++)
    {
      break_text (plan, POSKO_PLAN_SCREENING, row, "kode_faskes",
                  break_read (plan, POSKO_PLAN_SCREENING, 0, "kode_faskes"));
      break_text (plan, POSKO_PLAN_SCREENING, row, "sesi", break_read (plan, POSKO_PLAN_SCREENING, 0, "sesi"));
      *break_integer (plan, POSKO_PLAN_SCREENING, row, "tanggal")
          = *break_integer (plan, POSKO_PLAN_SCREENING, 0, "tanggal");
    }
  return TRUE;
}

/* The first trip of @vehicle in @wave is driven by @other, as trip @number. */
static gboolean
hand_trip_over (PoskoPlan *plan, const char *wave, const char *vehicle, const char *other, gint64 number)
{
  gboolean any = FALSE;
  for (guint row = 0; row < n_rows (plan, POSKO_PLAN_STOPS); row++)
    if (g_str_equal (break_read (plan, POSKO_PLAN_STOPS, row, "gelombang"), wave)
        && g_str_equal (break_read (plan, POSKO_PLAN_STOPS, row, "kode_kendaraan"), vehicle)
        && *break_integer (plan, POSKO_PLAN_STOPS, row, "trip") == 1)
      {
        break_text (plan, POSKO_PLAN_STOPS, row, "kode_kendaraan", other);
        *break_integer (plan, POSKO_PLAN_STOPS, row, "trip") = number;
        any = TRUE;
      }
  return any;
}

/* A motorcycle carries the van's load. */
static gboolean
overload (PoskoPlan *plan)
{
  return hand_trip_over (plan, "G2", "MB1", "MT1", 1);
}

/* The southern kitchen cooks for all. */
static gboolean
one_kitchen_for_all (PoskoPlan *plan)
{
  return hand_trip_over (plan, "G2", "MB1", "MT2", 9);
}

/* Everybody eats from the northern kitchen. */
static gboolean
small_kitchen_for_all (PoskoPlan *plan)
{
  return hand_trip_over (plan, "G2", "MT2", "MB1", 9);
}

static gboolean
two_roads_at_once (PoskoPlan *plan)
{
  gint64 departure = -1;
  for (guint row = 0; row < n_rows (plan, POSKO_PLAN_STOPS); row++)
    {
      if (!g_str_equal (break_read (plan, POSKO_PLAN_STOPS, row, "gelombang"), "G2")
          || !g_str_equal (break_read (plan, POSKO_PLAN_STOPS, row, "kode_kendaraan"), "MT2"))
        continue;
      gint64 *start = break_integer (plan, POSKO_PLAN_STOPS, row, "detik_berangkat");
      const gint64 trip = *break_integer (plan, POSKO_PLAN_STOPS, row, "trip");
      if (trip == 1)
        departure = *start;
      else if (departure >= 0)
        *start = departure;
    }
  return departure >= 0;
}

/* Back at the kitchen before the road allows. */
static gboolean
come_back_early (PoskoPlan *plan)
{
  for (guint row = 0; row < n_rows (plan, POSKO_PLAN_STOPS); row++)
    *break_integer (plan, POSKO_PLAN_STOPS, row, "detik_kembali") -= 60;
  return TRUE;
}

static gboolean
swap_meal_vehicles (PoskoPlan *plan)
{
  const guint a = find_row (plan, POSKO_PLAN_MEALS, 0, "kode_kendaraan", "MB1");
  const guint b = find_row (plan, POSKO_PLAN_MEALS, 0, "kode_kendaraan", "MT2");
  if (MAX (a, b) >= n_rows (plan, POSKO_PLAN_MEALS))
    return FALSE;
  break_text (plan, POSKO_PLAN_MEALS, a, "kode_kendaraan", "MT2");
  break_text (plan, POSKO_PLAN_MEALS, b, "kode_kendaraan", "MB1");
  return TRUE;
}

static gboolean
serve_twice (PoskoPlan *plan)
{
  const guint row = find_row (plan, POSKO_PLAN_STOPS, 0, "kode_kendaraan", "MT2");
  if (row == n_rows (plan, POSKO_PLAN_STOPS))
    return FALSE;
  *break_integer (plan, POSKO_PLAN_STOPS, twin_of (plan, POSKO_PLAN_STOPS, row), "trip") = 8;
  return TRUE;
}

/* BL1 and BL2 stand 60 m apart; together all five cost more than there is. */
static gboolean
put_up_every_board (PoskoPlan *plan)
{
  static const char *const boards[] = { "BL1", "BL2", "BL3", "BL4", "BL5" };
  for (guint b = 0; b < G_N_ELEMENTS (boards); b++)
    if (find_row (plan, POSKO_PLAN_BILLBOARDS, 0, "kode_baliho", boards[b]) == n_rows (plan, POSKO_PLAN_BILLBOARDS))
      break_text (plan, POSKO_PLAN_BILLBOARDS, twin_of (plan, POSKO_PLAN_BILLBOARDS, 0), "kode_baliho", boards[b]);
  return TRUE;
}

static gboolean
put_up_backwards (PoskoPlan *plan)
{
  const gint64 n = n_rows (plan, POSKO_PLAN_BILLBOARDS);
  for (guint row = 0; row < n; row++)
    {
      gint64 *place = break_integer (plan, POSKO_PLAN_BILLBOARDS, row, "urutan_pasang");
      *place = n + 1 - *place;
    }
  return n > 1;
}

const BreakRows break_rows[] = {
  { "post-count", "open-every-site", open_every_site },
  { "post-budget", "open-every-site", open_every_site },
  { "post-capacity", "send-all-to-one-post", send_all_to_one_post },
  { "tps-response", "swap-first-posts", swap_first_posts },
  { "sum-bobot", "swap-first-posts", swap_first_posts },
  { "ambulance-room", "park-both-at-one-post", park_both_at_one_post },
  { "tps-ambulance", "swap-ambulances", swap_ambulances },
  { "roster-rest", "work-through", work_through },
  { "roster-shifts", "one-shift-too-many", one_shift_too_many },
  { "roster-nights", "two-nights", two_nights },
  { "roster-post", "recap-elsewhere", recap_elsewhere },
  { "reserve-rest", "stand-by-on-duty", stand_by_on_duty },
  { "reserve-limit", "stand-by-always", stand_by_always },
  { "screening-capacity", "crowd-one-session", crowd_one_session },
  { "meal-load", "overload", overload },
  { "meal-kitchen-tps", "one-kitchen-for-all", one_kitchen_for_all },
  { "meal-kitchen-capacity", "small-kitchen-for-all", small_kitchen_for_all },
  { "meal-overlap", "two-roads-at-once", two_roads_at_once },
  { "meal-travel", "come-back-early", come_back_early },
  { "meal-stop", "swap-meal-vehicles", swap_meal_vehicles },
  { "meal-stop", "serve-twice", serve_twice },
  { "billboard-spacing", "put-up-every-board", put_up_every_board },
  { "billboard-budget", "put-up-every-board", put_up_every_board },
  { "billboard-order", "put-up-backwards", put_up_backwards },
};
const guint n_break_rows = G_N_ELEMENTS (break_rows);
