/* test-file.c: whole files, safe names, and folders that appear whole or not at all. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file.h"

#define MARKER "{\"posko\": \"rencana\"}"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("posko-test-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
}

static void
remove_all (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_chmod (path, 0700);
      g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
      for (const char *name; (name = g_dir_read_name (entries)) != NULL;)
        {
          g_autofree char *inner = g_build_filename (path, name, NULL);
          remove_all (inner);
        }
    }
  g_remove (path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  remove_all (self->folder);
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));
  g_free (self->folder);
}

static char *
in (const Fixture *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
put (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_holds (const char *path, const char *expected)
{
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* How many entries the folder has, hidden ones among them. */
static guint
count_entries (const char *path)
{
  guint n = 0;
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  while (g_dir_read_name (entries) != NULL)
    n++;
  return n;
}

static void
assert_unreadable (const char *path, PoskoErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (posko_file_read (path, 10, &error));
  g_assert_error (error, POSKO_ERROR, (gint) code);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_read (Fixture *self, gconstpointer data)
{
  g_autofree char *file = in (self, "a.csv"), *missing = in (self, "tiada"), *fifo = in (self, "fifo");
  g_autoptr (GError) error = NULL;

  put (file, "0123456789");
  g_autoptr (GBytes) bytes = posko_file_read (file, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "0123456789", 10);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_unreadable (missing, POSKO_ERROR_INPUT);
  assert_unreadable (self->folder, POSKO_ERROR_INPUT);
  assert_unreadable (fifo, POSKO_ERROR_INPUT);
  assert_unreadable ("/dev/zero", POSKO_ERROR_INPUT);
  put (file, "0123456789x");
  assert_unreadable (file, POSKO_ERROR_LIMIT);
  put (file, "");
  g_autoptr (GBytes) nothing = posko_file_read (file, 10, NULL);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
  if (geteuid () == 0)
    return; /* root reads everything */
  g_chmod (file, 0);
  assert_unreadable (file, POSKO_ERROR_INPUT);
}

static void
test_read_large (Fixture *self, gconstpointer data)
{
  g_autofree char *file = in (self, "a"), *text = g_strnfill (3000001, 'x');

  put (file, text);
  g_autoptr (GBytes) bytes = posko_file_read (file, 1 << 24, NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, 3000001);
  /* A file of /proc says it has no bytes and has some. */
  g_autoptr (GBytes) status = posko_file_read ("/proc/self/status", 1 << 20, NULL);
  g_assert_cmpuint (g_bytes_get_size (status), >, 100);
}

static void
test_write (Fixture *self, gconstpointer data)
{
  g_autofree char *file = in (self, "a"), *link = in (self, "tautan"), *below = in (self, "tiada/b");
  g_autoptr (GError) error = NULL;

  g_assert_true (posko_file_write (file, "lama", 4, NULL));
  g_assert_cmpint (symlink ("a", link), ==, 0);
  g_assert_true (posko_file_write (link, "baru", 4, &error));
  g_assert_no_error (error);
  assert_holds (file, "baru");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (posko_file_write (file, NULL, 0, NULL));
  assert_holds (file, "");
  g_assert_cmpuint (count_entries (self->folder), ==, 2);

  g_assert_false (posko_file_write (below, "x", 1, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_IO);
  g_assert_true (g_str_has_prefix (error->message, below));
  g_clear_error (&error);
  g_assert_false (posko_file_write (self->folder, "x", 1, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_IO);
}

static void
test_safe_name (void)
{
  static const char *const cases[][2] = {
    { "Bukit Intan/..", "Bukit-Intan" },
    { "..", "tanpa-nama" },
    { "", "tanpa-nama" },
    { "/etc/passwd", "etc-passwd" },
    { "a..b", "a-b" },
    { "a.csv", "a.csv" },
    { ".tersembunyi", "tersembunyi" },
    { "-rf", "rf" },
    { "a\n\tb", "a-b" },
    { "Jos\xC3\xA9", "Jose" },
    { "\xFF\xFE", "tanpa-nama" },
    { "a_b-c.d", "a_b-c.d" },
    { "CON: x*?", "CON-x" },
    { "a. b", "a-b" },
    { "a .b", "a-b" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = posko_file_safe_name (cases[i][0]);
      g_assert_cmpstr (name, ==, cases[i][1]);
    }
  g_autofree char *far_too_long = g_strnfill (1000, 'x');
  g_autofree char *cut = posko_file_safe_name (far_too_long);
  g_assert_cmpuint (strlen (cut), ==, 80);
}

static PoskoStage *
filled_stage (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  PoskoStage *const stage = posko_stage_new (path, "rencana", &error);
  g_assert_no_error (error);
  g_assert_true (posko_stage_write (stage, "kecamatan/19.71.01-Rangkui/tps.csv", text, strlen (text), &error));
  g_assert_true (posko_stage_write (stage, POSKO_STAGE_MARKER_FILE, MARKER, strlen (MARKER), &error));
  g_assert_no_error (error);
  return stage;
}

static void
test_stage (Fixture *self, gconstpointer data)
{
  g_autofree char *out = in (self, "keluar/baru/rencana"),
                  *table = g_build_filename (out, "kecamatan/19.71.01-Rangkui/tps.csv", NULL);
  g_autofree char *parent = g_path_get_dirname (out), *slashed = g_strconcat (out, "///", NULL);
  g_autoptr (GError) error = NULL;
  struct stat status;

  g_autoptr (PoskoStage) first = filled_stage (out, "satu");
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  g_assert_true (posko_stage_commit (first, &error));
  g_assert_no_error (error);
  assert_holds (table, "satu");
  g_assert_cmpuint (count_entries (parent), ==, 1);
  g_assert_cmpint (stat (out, &status), ==, 0);
  const mode_t mask = umask (0);
  umask (mask);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0777 & ~mask);

  /* A second one takes its place; a third that is given up leaves nothing. */
  g_autoptr (PoskoStage) second = filled_stage (slashed, "dua");
  assert_holds (table, "satu");
  g_assert_true (posko_stage_commit (second, &error));
  g_assert_no_error (error);
  assert_holds (table, "dua");
  PoskoStage *third = filled_stage (out, "tiga");
  posko_stage_free (third);
  assert_holds (table, "dua");
  g_assert_cmpuint (count_entries (parent), ==, 1);
}

static void
test_stage_given_up (Fixture *self, gconstpointer data)
{
  g_autofree char *out = in (self, "a/b/rencana");
  posko_stage_free (filled_stage (out, "satu"));
  g_assert_cmpuint (count_entries (self->folder), ==, 0);
}

static void
assert_refused (const char *path, const char *kind, PoskoErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (posko_stage_new (path, kind, &error));
  g_assert_error (error, POSKO_ERROR, (gint) code);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_stage_replaces_only_ours (Fixture *self, gconstpointer data)
{
  static const char *const strange[]
      = { "", "[]", "{}", "{\"posko\": 1}", "{\"posko\": \"kasus\"}", "{\"posko\": \"rencana\"" };
  g_autofree char *out = in (self, "rumah"), *letter = g_build_filename (out, "surat.txt", NULL);
  g_autofree char *marker = g_build_filename (out, POSKO_STAGE_MARKER_FILE, NULL), *file = in (self, "berkas"),
                  *link = in (self, "tautan");

  g_mkdir (out, 0755);
  g_autoptr (PoskoStage) into_empty = filled_stage (out, "satu");
  put (letter, "cinta"); /* somebody puts something there meanwhile */
  g_autoptr (GError) error = NULL;
  g_assert_false (posko_stage_commit (into_empty, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_USAGE);
  assert_refused (out, "rencana", POSKO_ERROR_USAGE);
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      put (marker, strange[i]);
      assert_refused (out, "rencana", POSKO_ERROR_USAGE);
    }
  assert_holds (letter, "cinta");
  put (file, "x");
  assert_refused (file, "rencana", POSKO_ERROR_USAGE);
  assert_refused ("/", "rencana", POSKO_ERROR_USAGE);

  /* Ours, but somebody's own file stands in it. */
  put (marker, MARKER);
  g_autoptr (PoskoStage) beside_a_letter = filled_stage (out, "dua");
  g_clear_error (&error);
  g_assert_false (posko_stage_commit (beside_a_letter, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_USAGE);
  g_assert_true (g_str_has_prefix (error->message, letter));
  assert_holds (letter, "cinta");
  g_assert_cmpint (unlink (letter), ==, 0);
  g_assert_cmpint (symlink ("rumah", link), ==, 0);
  g_autoptr (PoskoStage) through_link = filled_stage (link, "dua");
  g_assert_true (posko_stage_commit (through_link, NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (letter, G_FILE_TEST_EXISTS));
}

static void
test_stage_follows_no_links (Fixture *self, gconstpointer data)
{
  g_autofree char *out = in (self, "rencana"), *other = in (self, "lain"),
                  *kept = g_build_filename (other, "penting", NULL);
  g_autofree char *link = g_build_filename (out, "tps.csv", NULL); /* a name we write ourselves */

  g_autoptr (PoskoStage) first = filled_stage (out, "satu");
  g_assert_true (posko_stage_commit (first, NULL));
  g_mkdir (other, 0755);
  put (kept, "x");
  g_assert_cmpint (symlink (other, link), ==, 0);
  g_autoptr (PoskoStage) second = filled_stage (out, "dua");
  g_assert_true (posko_stage_commit (second, NULL));
  assert_holds (kept, "x");
}

static void
test_stage_abandon_all (Fixture *self, gconstpointer data)
{
  g_autofree char *out = in (self, "rencana"), *other = in (self, "lain/rencana"),
                  *table = g_build_filename (out, POSKO_STAGE_MARKER_FILE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoStage) committed = filled_stage (out, "satu");
  g_assert_true (posko_stage_commit (committed, NULL));
  g_autoptr (PoskoStage) first = filled_stage (out, "dua"), second = filled_stage (other, "tiga");

  posko_stage_abandon_all ();
  g_assert_cmpuint (count_entries (self->folder), ==, 1);
  assert_holds (table, MARKER);
  g_assert_false (posko_stage_write (first, "x/y", "x", 1, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (posko_stage_commit (second, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (self->folder), ==, 1);
  posko_stage_abandon_all ();
}

static void
test_stage_failures (Fixture *self, gconstpointer data)
{
  g_autofree char *out = in (self, "rencana"), *file = in (self, "berkas"),
                  *below = g_build_filename (file, "rencana", NULL);
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autoptr (GError) error = NULL;

  put (file, "x");
  assert_refused (below, "rencana", POSKO_ERROR_IO);
  assert_refused ("/proc/rencana", "rencana", POSKO_ERROR_IO);
  g_autoptr (PoskoStage) stage = filled_stage (out, "satu");
  g_assert_false (posko_stage_write (stage, long_name, "x", 1, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (posko_stage_write (stage, "datapackage.json/x", "x", 1, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_IO);

  g_autoptr (PoskoStage) unmarked = posko_stage_new (out, "rencana", NULL);
  g_test_expect_message ("posko", G_LOG_LEVEL_CRITICAL, "*marker*");
  g_assert_false (posko_stage_commit (unmarked, NULL));
  g_test_expect_message ("posko", G_LOG_LEVEL_CRITICAL, "*is_inner_name*");
  g_assert_false (posko_stage_write (unmarked, "../x", "x", 1, NULL));
  g_test_expect_message ("posko", G_LOG_LEVEL_CRITICAL, "*is_inner_name*");
  g_assert_false (posko_stage_write (unmarked, "/etc/x", "x", 1, NULL));
  g_test_assert_expected_messages ();
}

/* A full disk, as a limit on the size of files: the writes fail, nothing appears, the old output stays. */
static void
test_disk_full (Fixture *self, gconstpointer data)
{
  g_autofree char *out = in (self, "rencana"), *marker = g_build_filename (out, POSKO_STAGE_MARKER_FILE, NULL);
  g_autofree char *file = in (self, "a"), *large = g_strnfill (100000, 'x');
  const struct rlimit small = { .rlim_cur = 50000, .rlim_max = RLIM_INFINITY };
  struct rlimit before;

  g_autoptr (PoskoStage) first = filled_stage (out, "satu");
  g_assert_true (posko_stage_commit (first, NULL));
  put (file, "lama");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);

  g_autoptr (GError) stage_error = NULL, file_error = NULL;
  PoskoStage *const second = filled_stage (out, "dua");
  const gboolean staged = posko_stage_write (second, "besar.csv", large, 100000, &stage_error);
  posko_stage_free (second);
  const gboolean written = posko_file_write (file, large, 100000, &file_error);
  setrlimit (RLIMIT_FSIZE, &before);
  signal (SIGXFSZ, SIG_DFL);

  g_assert_false (staged || written);
  g_assert_error (stage_error, POSKO_ERROR, POSKO_ERROR_IO);
  g_assert_error (file_error, POSKO_ERROR, POSKO_ERROR_IO);
  g_assert_nonnull (strstr (stage_error->message, "rencana/besar.csv"));
  assert_holds (marker, MARKER);
  assert_holds (file, "lama");
  g_assert_cmpuint (count_entries (self->folder), ==, 2);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

/* What a killed run left goes with the next stage of that folder; what others work on, and what a person named so, stays. */
static void
test_stage_left_over (Fixture *self, gconstpointer data)
{
  g_autofree char *out = in (self, "keluar"), *left = in (self, ".keluar.posko-abc123/isi/kecamatan");
  g_autofree char *own = in (self, ".keluar.posko-def456"), *note = g_build_filename (own, "catatan.txt", NULL);
  g_autofree char *other = in (self, ".lain.posko-abc123/isi"), *gone = in (self, ".keluar.posko-abc123");

  g_assert_cmpint (g_mkdir_with_parents (left, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (own, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (other, 0700), ==, 0);
  put (note, "milik saya");
  g_autoptr (PoskoStage) first = filled_stage (out, "satu");
  g_autoptr (PoskoStage) second = filled_stage (out, "dua"); /* the first is at work */
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
  assert_holds (note, "milik saya");
  g_assert_true (g_file_test (other, G_FILE_TEST_IS_DIR));
  g_assert_true (posko_stage_commit (first, NULL));
  g_assert_true (posko_stage_commit (second, NULL));
  g_assert_cmpuint (count_entries (self->folder), ==, 3); /* out, own, other */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/file/read", test_read);
  ADD ("/file/read-large", test_read_large);
  ADD ("/file/write", test_write);
  g_test_add_func ("/file/safe-name", test_safe_name);
  ADD ("/file/stage/commit", test_stage);
  ADD ("/file/stage/given-up", test_stage_given_up);
  ADD ("/file/stage/replaces-only-ours", test_stage_replaces_only_ours);
  ADD ("/file/stage/follows-no-links", test_stage_follows_no_links);
  ADD ("/file/stage/left-over", test_stage_left_over);
  ADD ("/file/stage/abandon-all", test_stage_abandon_all);
  ADD ("/file/stage/failures", test_stage_failures);
  ADD ("/file/disk-full", test_disk_full);
  return g_test_run ();
}
