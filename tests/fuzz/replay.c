/* replay.c: feeds every file of a folder to a fuzz target, as TAP, so that whatever was once found stays mended.
 *
 * Usage: replay-<target> FOLDER [optional]. Each file is one test; besides as it is, it is fed cut short at every length up to 200 bytes, and a thousand
 * times with one byte changed at random, always the same ones.
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "random.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define MAX_CUT 200
#define N_CHANGES 1000u

static void
change (const char *text, gsize length)
{
  PoskoRandom random;

  posko_random_init (&random, length, 0);
  for (guint i = 0; length > 0 && i < N_CHANGES; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (text, length);
      changed[posko_random_below (&random, (guint32) length)] = (guint8) posko_random_below (&random, 256);
      g_assert_cmpint (LLVMFuzzerTestOneInput (changed, length), ==, 0);
    }
}

static void
replay (gconstpointer path)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize cut = 0; cut <= MIN (length, MAX_CUT); cut++)
    {
      /* An own block of exactly that size, so that the address sanitizer sees a step too far. */
      g_autofree guint8 *part = g_memdup2 (text, MAX (cut, 1));
      g_assert_cmpint (LLVMFuzzerTestOneInput (part, cut), ==, 0);
    }
  g_assert_cmpint (LLVMFuzzerTestOneInput ((const guint8 *) text, length), ==, 0);
  change (text, length);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* TAP's word for a folder that is not there: the reference data are not everywhere. */
static int
skip_all (void)
{
  puts ("1..0 # SKIP the folder is not there");
  return 0;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 2);

  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (argv[1], 0, NULL);
  if (folder == NULL && argc == 3)
    return skip_all ();
  g_assert_nonnull (folder);
  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    g_ptr_array_add (paths, g_build_filename (argv[1], name, NULL));
  g_ptr_array_sort (paths, compare_names);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_path_get_basename (paths->pdata[i]);
      g_autofree char *test = g_strconcat ("/replay/", name, NULL);
      g_test_add_data_func (test, paths->pdata[i], replay);
    }
  return g_test_run ();
}
