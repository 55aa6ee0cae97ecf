/* test-doctor.c: typing errors: a table of printed figures, every single slip of random numbers, and what is none. */
#include <string.h>

#include "doctor.h"
#include "random.h"

static const struct
{
  gint64 printed, right;
  PoskoTypo typo;
  const char *phrase;
} pairs[] = {
  { 3015, 315, POSKO_TYPO_EXTRA, "the digit 0 after 3 is too many" },
  { 14447, 14477, POSKO_TYPO_CHANGED, "the digit 4 after 144 should be 7" },
  { 2531, 253, POSKO_TYPO_EXTRA, "the digit 1 after 253 is too many" },
  { 21345, 12345, POSKO_TYPO_SWAPPED, "the first two digits, 2 and 1, are swapped" },
  { 12354, 12345, POSKO_TYPO_SWAPPED, "the digits 5 and 4 after 123 are swapped" },
  { 1315, 315, POSKO_TYPO_EXTRA, "the first digit, 1, is too many" },
  { 3115, 315, POSKO_TYPO_EXTRA, "the digit 1 after 31 is too many" },
  { 35, 315, POSKO_TYPO_MISSING, "the digit 1 after 3 is missing" },
  { 15, 315, POSKO_TYPO_MISSING, "a 3 is missing at the front" },
  { 5, 1005, POSKO_TYPO_MISSING, "a 1 is missing at the front" },
  { 5, 105, POSKO_TYPO_MISSING, "a 1 is missing at the front" },
  { 0, 10, POSKO_TYPO_MISSING, "a 1 is missing at the front" },
  { 3150, 315, POSKO_TYPO_EXTRA, "the digit 0 after 315 is too many" },
  { 31, 310, POSKO_TYPO_MISSING, "the digit 0 after 31 is missing" },
  { 415, 315, POSKO_TYPO_CHANGED, "the first digit, 4, should be 3" },
  { 0, 7, POSKO_TYPO_CHANGED, "the first digit, 0, should be 7" },
  { 315000, 315, POSKO_TYPO_MOVED, "a thousand times too much, as when a decimal mark is lost" },
  { 14, 14000, POSKO_TYPO_MOVED, "a thousand times too little, as when a mark of thousands is taken for a decimal one" },
  { G_MAXINT64, G_MAXINT64 - 1, POSKO_TYPO_CHANGED, "the digit 7 after 922337203685477580 should be 6" },
  { 315, 315, POSKO_TYPO_NONE, "" },
  { 315, 513, POSKO_TYPO_NONE, "" },
  { 31500, 315, POSKO_TYPO_NONE, "" },
  { 315, 424, POSKO_TYPO_NONE, "" },
  { -315, 315, POSKO_TYPO_NONE, "" },
  { 315, -315, POSKO_TYPO_NONE, "" },
  { G_MININT64, 0, POSKO_TYPO_NONE, "" },
  { 0, G_MININT64, POSKO_TYPO_NONE, "" },
  { 0, 0, POSKO_TYPO_NONE, "" },
};

static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const PoskoTypo typo = posko_doctor_explain (pairs[i].printed, pairs[i].right);
      g_autofree char *phrase = posko_doctor_describe (typo, pairs[i].printed, pairs[i].right);
      g_test_message ("%" G_GINT64_FORMAT " for %" G_GINT64_FORMAT, pairs[i].printed, pairs[i].right);
      g_assert_cmpint (typo, ==, pairs[i].typo);
      g_assert_cmpstr (phrase, ==, pairs[i].phrase);
    }
}

/* What a slip of kind @kind at @at makes of @text. */
static char *
slip (const char *text, PoskoTypo kind, gsize at, char digit)
{
  GString *made = g_string_new (text);

  if (kind == POSKO_TYPO_EXTRA)
    g_string_insert_c (made, (gssize) at, digit);
  else if (kind == POSKO_TYPO_MISSING)
    g_string_erase (made, (gssize) at, 1);
  else if (kind == POSKO_TYPO_CHANGED)
    made->str[at] = digit;
  else if (kind == POSKO_TYPO_SWAPPED && at + 1 < made->len)
    {
      made->str[at] = text[at + 1];
      made->str[at + 1] = text[at];
    }
  else if (kind == POSKO_TYPO_MOVED)
    g_string_append (made, "000");
  return g_string_free (made, FALSE);
}

/* A slip is explained as what it is, or, where it made a leading 0, as the digit that is then missing. */
static void
check_slip (gint64 number, PoskoTypo kind, gsize at, char digit)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autofree char *made = slip (text, kind, at, digit);
  const gint64 printed = g_ascii_strtoll (made, NULL, 10);
  const PoskoTypo found = posko_doctor_explain (printed, number);

  if (printed == number || made[0] == '\0')
    return;
  g_assert_cmpint (found, ==, made[0] == '0' && made[1] != '\0' ? POSKO_TYPO_MISSING : kind);
  g_assert_cmpuint (posko_doctor_likelihood (found, printed, number), >, 0);
}

static void
test_every_slip (void)
{
  PoskoRandom random;

  posko_random_init (&random, 7, 0);
  for (guint i = 0; i < 2000; i++)
    {
      gint64 number = 1 + posko_random_below (&random, 9);
      const guint more = posko_random_below (&random, 11);
      for (guint d = 0; d < more; d++)
        number = number * 10 + posko_random_below (&random, 10);
      for (gsize at = 0; at <= more; at++)
        {
          const char digit = (char) ('0' + posko_random_below (&random, 10));
          if (at > 0 || digit != '0') /* a 0 before a number is no digit of it */
            check_slip (number, POSKO_TYPO_EXTRA, at, digit);
          check_slip (number, POSKO_TYPO_MISSING, at, digit);
          check_slip (number, POSKO_TYPO_CHANGED, at, digit);
          check_slip (number, POSKO_TYPO_SWAPPED, at, digit);
        }
      check_slip (number, POSKO_TYPO_MOVED, 0, '0');
    }
}

#define REACH 4200

/* Marks what single slips make of @right. */
static void
mark_slips (gint64 right, gboolean *reachable)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, right);
  const gsize n = strlen (text);

  for (gsize i = 0; i < (n + 1) * 40; i++)
    {
      const gsize at = i / 40;
      const PoskoTypo kind = (PoskoTypo) (POSKO_TYPO_SWAPPED + i % 4);
      if (at == n && kind != POSKO_TYPO_EXTRA)
        continue;
      g_autofree char *made = slip (text, kind, at, (char) ('0' + i / 4 % 10));
      const gint64 printed = g_ascii_strtoll (made, NULL, 10);
      if (made[0] != '\0' && printed < REACH)
        reachable[printed] = TRUE;
    }
  if (right * 1000 < REACH)
    reachable[right * 1000] = TRUE;
  if (right % 1000 == 0)
    reachable[right / 1000] = TRUE;
  reachable[right] = FALSE;
}

/* Two slips are not one: all numbers to 4,199 against all that a slip can make. */
static void
test_only_slips (void)
{
  for (gint64 right = 0; right < REACH; right += 1 + right / 200)
    {
      gboolean reachable[REACH] = { FALSE };
      mark_slips (right, reachable);
      for (gint64 printed = 0; printed < REACH; printed++)
        g_assert_cmpint (posko_doctor_explain (printed, right) != POSKO_TYPO_NONE, ==, reachable[printed]);
    }
}

static void
test_suspect (void)
{
  static const struct
  {
    gint64 values[5], total;
    gint suspect;
    gint64 right;
    PoskoTypo typo;
  } sums[] = {
    { { 14447, 20019, 31025, 18063, 9018 }, 92602, 0, 14477, POSKO_TYPO_CHANGED }, /* others change a digit too: this one is like its neighbour */
    { { 250, 2531, 248, 260, 255 }, 1266, 1, 253, POSKO_TYPO_EXTRA },
    { { 250, 25, 248, 260, 255 }, 1266, 1, 253, POSKO_TYPO_MISSING },
    { { 250, 253, 284, 260, 255 }, 1266, 2, 248, POSKO_TYPO_SWAPPED },
    { { 250, 253, 248, 260, 255 }, 1266, -1, 0, POSKO_TYPO_NONE }, /* nothing differs */
    { { 215, 213, 218, 210, 212 }, 1069, -1, 0, POSKO_TYPO_NONE }, /* several could */
    { { 250, 253, 248, 260, 255 }, 40, -1, 0, POSKO_TYPO_NONE },   /* none alone could */
    { { -1, 253, 248, 260, 255 }, 1266, -1, 0, POSKO_TYPO_NONE },
    { { G_MAXINT64, 253, 248, 260, 255 }, 1266, -1, 0, POSKO_TYPO_NONE },
    { { 1, 2, 3, 4, 5 }, G_MININT64, -1, 0, POSKO_TYPO_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      gint64 right = 0;
      PoskoTypo typo = POSKO_TYPO_NONE;
      const gint suspect = posko_doctor_suspect (sums[i].values, 5, sums[i].total, &right, &typo);
      g_test_message ("sum %u", i);
      g_assert_cmpint (suspect, ==, sums[i].suspect);
      if (suspect < 0)
        continue;
      g_assert_cmpint (right, ==, sums[i].right);
      g_assert_cmpint (typo, ==, sums[i].typo);
    }
  g_assert_cmpint (posko_doctor_suspect (NULL, 0, 5, NULL, NULL), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doctor/pairs", test_pairs);
  g_test_add_func ("/doctor/every-slip", test_every_slip);
  g_test_add_func ("/doctor/only-slips", test_only_slips);
  g_test_add_func ("/doctor/suspect", test_suspect);
  return g_test_run ();
}
