/* file.c: whole files and whole folders; see file.h.
 *
 * A stage is <parent>/.<name>.posko-XXXXXX/isi: a private folder (mkdtemp) and in it the outputs, made with the
 * person's umask. The commit exchanges "isi" with the old folder in one system call (renameat2 with RENAME_EXCHANGE,
 * Linux 3.15); a file system that cannot do that gets two renames, the first of which is taken back if the second
 * fails. Then the private folder goes, with whatever it now holds.
 *
 * A run that is killed leaves its private folder. It held a lock on it (flock), which ends with the process; so the next stage of the
 * same folder knows that nobody works there any more, and takes it away.
 *
 * Live stages stand in one list under a lock, so that posko_stage_abandon_all() can be called from any thread.
 */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "i18n.h"
#include "json-read.h"

#define READ_STEP_BYTES ((gsize) 1 << 16)
#define MAX_NAME_BYTES 80
#define MAX_FOLDER_DEPTH 64 /* folders inside folders that are taken away */
#define CONTENT "isi"
#define OLD_CONTENT "lama"
#define HIDDEN_LETTERS "XXXXXX" /* that mkdtemp() chooses */
#define HIDDEN_MARK ".posko-"
#define NEW_MARK ".posko~"

struct _PoskoStage
{
  char *final_path; /* absolute, symbolic links resolved */
  char *kind;
  char *hidden;            /* the private folder */
  int lock;                /* descriptor that holds its lock as long as this process lives, or -1 */
  char *content;           /* in it: what shall appear */
  GHashTable *names;       /* base names of the files that were written */
  GPtrArray *made_parents; /* folders above final_path that were made for it, the outermost first */
  gboolean committed;
  gboolean abandoned; /* under the lock */
};

static GMutex stages_lock;
static GPtrArray *stages; /* of borrowed PoskoStage; under the lock */

/* Sets @error from an errno; always FALSE. */
static gboolean
fail_errno (GError **error, PoskoErrorCode code, const char *path, int number)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, POSKO_ERROR, code, "%s: %s", shown, g_strerror (number));
  return FALSE;
}

static gboolean
fail_text (GError **error, PoskoErrorCode code, const char *path, const char *text)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, POSKO_ERROR, code, "%s: %s", shown, text);
  return FALSE;
}

static gboolean
fail_size (GError **error, const char *path, gsize max_bytes)
{
  g_autofree char *text = g_strdup_printf (_ ("is larger than %zu bytes"), max_bytes);
  return fail_text (error, POSKO_ERROR_LIMIT, path, text);
}

/* Reads up to @max_bytes + 1 bytes of @descriptor, so that the caller sees whether there were more. */
static gboolean
read_bytes (int descriptor, gsize max_bytes, GByteArray *bytes)
{
  for (;;)
    {
      const gsize before = bytes->len;
      const gsize room = MIN (READ_STEP_BYTES + before, max_bytes + 1 - before);
      if (room == 0)
        return TRUE;
      g_byte_array_set_size (bytes, (guint) (before + room));
      const gssize n = read (descriptor, bytes->data + before, room);
      g_byte_array_set_size (bytes, (guint) (before + (gsize) MAX (n, 0)));
      if (n == 0)
        return TRUE;
      if (n < 0 && errno != EINTR)
        return FALSE;
    }
}

/* Opens a regular file of at most @max_bytes. Returns: its descriptor, or -1 with @error set */
static int
open_regular (const char *path, gsize max_bytes, GError **error)
{
  struct stat status;
  /* Without O_NONBLOCK the opening of a FIFO would wait for a writer for ever. */
  const int descriptor = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);

  if (descriptor < 0 || fstat (descriptor, &status) != 0)
    fail_errno (error, POSKO_ERROR_INPUT, path, errno);
  else if (S_ISDIR (status.st_mode))
    fail_text (error, POSKO_ERROR_INPUT, path, _ ("is a folder, expected a file"));
  else if (!S_ISREG (status.st_mode))
    fail_text (error, POSKO_ERROR_INPUT, path, _ ("is not a regular file"));
  else if ((guint64) status.st_size > max_bytes)
    fail_size (error, path, max_bytes);
  else
    return descriptor;
  if (descriptor >= 0)
    close (descriptor);
  return -1;
}

GBytes *
posko_file_read (const char *path, gsize max_bytes, GError **error)
{
  g_return_val_if_fail (path != NULL && max_bytes < G_MAXUINT - 1, NULL);

  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean done = FALSE;
  const int descriptor = open_regular (path, max_bytes, error);
  if (descriptor < 0)
    return NULL;
  if (!read_bytes (descriptor, max_bytes, bytes))
    fail_errno (error, POSKO_ERROR_INPUT, path, errno);
  else if (bytes->len > max_bytes)
    fail_size (error, path, max_bytes);
  else
    done = TRUE;
  close (descriptor);
  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

gboolean
posko_file_stream (const char *path, gsize max_bytes, PoskoFileChunkFunc take, gpointer user_data, GError **error)
{
  g_return_val_if_fail (path != NULL && take != NULL && max_bytes < G_MAXSSIZE, FALSE);

  const gsize room = 4 * READ_STEP_BYTES;
  g_autofree char *chunk = g_malloc (room);
  gboolean more = TRUE, done = FALSE;
  gsize length = 0, all = 0;
  const int descriptor = open_regular (path, max_bytes, error);
  if (descriptor < 0)
    return FALSE;
  while (more)
    {
      const gssize n = read (descriptor, chunk + length, room - length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail_errno (error, POSKO_ERROR_INPUT, path, errno);
          break;
        }
      if (all + (gsize) n > max_bytes) /* it grew while it was read */
        {
          fail_size (error, path, max_bytes);
          break;
        }
      length += (gsize) n;
      all += (gsize) n;
      if (n > 0 && length < room)
        continue;
      done = n == 0;
      more = (length == 0 || take (chunk, length, user_data)) && !done;
      done = done || !more;
      length = 0;
    }
  close (descriptor);
  return done;
}

gboolean
posko_file_write (const char *path, const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (path != NULL && (data != NULL || length == 0) && length <= G_MAXSSIZE, FALSE);

  /* GLib would put a file in the place of a symbolic link; we follow it. */
  g_autofree char *target = realpath (path, NULL);
  g_autoptr (GError) problem = NULL;
  const char *const end = target == NULL ? path : target;
  if (g_file_test (end, G_FILE_TEST_IS_DIR))
    return fail_errno (error, POSKO_ERROR_IO, path, EISDIR);
  if (g_file_set_contents_full (end, length == 0 ? "" : data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &problem))
    return TRUE;
  return fail_text (error, POSKO_ERROR_IO, path, problem->message);
}

char *
posko_file_safe_name (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *ascii = g_str_to_ascii (valid, "C");
  GString *const name = g_string_new (NULL);
  for (const char *c = ascii; *c != '\0' && name->len < MAX_NAME_BYTES; c++)
    {
      const char last = name->len == 0 ? '-' : name->str[name->len - 1];
      if (g_ascii_isalnum (*c) || *c == '_')
        g_string_append_c (name, *c);
      else if (*c == '.' && last != '-' && last != '.')
        g_string_append_c (name, '.');
      else if (last == '.')
        name->str[name->len - 1] = '-';
      else if (last != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && strchr ("-.", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, "tanpa-nama");
  return g_string_free (name, FALSE);
}

/* Takes away @name in @folder and, if it is a folder, all that is in it; follows no symbolic link. What cannot be taken
 * away stays. */
static void
remove_tree (int folder, const char *name, guint depth)
{
  struct stat status;

  if (fstatat (folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return;
  if (!S_ISDIR (status.st_mode))
    {
      unlinkat (folder, name, 0);
      return;
    }
  const int inner = openat (folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (inner < 0 || depth == MAX_FOLDER_DEPTH)
    {
      if (inner >= 0)
        close (inner);
      return;
    }
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", inner);
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  for (const char *entry; entries != NULL && (entry = g_dir_read_name (entries)) != NULL;)
    remove_tree (inner, entry, depth + 1);
  close (inner);
  unlinkat (folder, name, AT_REMOVEDIR);
}

/* Makes the folders of @path that are missing; adds each to @made (of owned paths). */
static gboolean
make_folders (const char *path, GPtrArray *made, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_autofree char *parent = g_path_get_dirname (path);
  if (strcmp (parent, path) != 0 && !make_folders (parent, made, error))
    return FALSE;
  if (g_mkdir (path, 0777) != 0 && errno != EEXIST)
    return fail_errno (error, POSKO_ERROR_IO, path, errno);
  g_ptr_array_add (made, g_strdup (path));
  return TRUE;
}

/* Whether the folder @path holds nothing. */
static gboolean
is_empty_folder (const char *path)
{
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  return entries != NULL && g_dir_read_name (entries) == NULL;
}

/* Returns: (transfer full) (nullable): what the folder @path says of itself */
static JsonNode *
read_marker (const char *path)
{
  g_autofree char *marker = g_build_filename (path, POSKO_STAGE_MARKER_FILE, NULL);
  g_autoptr (GBytes) bytes = posko_file_read (marker, POSKO_JSON_MAX_BYTES, NULL);
  if (bytes == NULL)
    return NULL;
  gsize length;
  const char *const text = g_bytes_get_data (bytes, &length);
  return posko_json_read (text, length, NULL);
}

/* Whether the folder @path says of itself that it is a @kind of ours. */
static gboolean
has_marker (const char *path, const char *kind)
{
  g_autoptr (JsonNode) root = read_marker (path);
  const PoskoJsonCursor document = posko_json_cursor (root);
  const PoskoJsonCursor member = posko_json_member (&document, POSKO_STAGE_MARKER_MEMBER);
  return root != NULL && g_strcmp0 (posko_json_get_string (&member, NULL), kind) == 0;
}

/* Adds the names of the files that the package in the folder @path lists: an earlier run wrote them. */
static void
add_listed (const char *path, GHashTable *names)
{
  g_autoptr (JsonNode) root = read_marker (path);
  const PoskoJsonCursor document = posko_json_cursor (root);
  const PoskoJsonCursor resources = posko_json_member (&document, "resources");
  for (guint i = 0; root != NULL; i++)
    {
      const PoskoJsonCursor resource = posko_json_element (&resources, i);
      const PoskoJsonCursor member = posko_json_member (&resource, "path");
      if (!posko_json_exists (&resource))
        return;
      const char *file = posko_json_get_string (&member, NULL);
      if (file != NULL && *file != '\0')
        g_hash_table_add (names, g_path_get_basename (file));
    }
}

/* Whether nothing stands at @path, or a folder that we may replace. */
static gboolean
may_replace (const char *path, const char *kind, GError **error)
{
  struct stat status;

  if (lstat (path, &status) != 0)
    return errno == ENOENT ? TRUE : fail_errno (error, POSKO_ERROR_IO, path, errno);
  if (!S_ISDIR (status.st_mode))
    return fail_text (error, POSKO_ERROR_USAGE, path, _ ("exists and is not a folder"));
  if (is_empty_folder (path) || has_marker (path, kind))
    return TRUE;
  return fail_text (error, POSKO_ERROR_USAGE, path,
                    _ ("exists and holds other things; name a new or empty folder, or one that posko wrote"));
}

/* Whether everything in the folder that is there now has a name that we write: a person's own note must not go with it. */
static gboolean
holds_only (const char *path, GHashTable *names, GError **error)
{
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  for (const char *name; entries != NULL && (name = g_dir_read_name (entries)) != NULL;)
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);
      const gboolean folder = g_file_test (entry, G_FILE_TEST_IS_DIR) && !g_file_test (entry, G_FILE_TEST_IS_SYMLINK);
      if (folder ? !holds_only (entry, names, error) : !g_hash_table_contains (names, name))
        return folder ? FALSE
                      : fail_text (error, POSKO_ERROR_USAGE, entry,
                                   _ ("stands in the folder to be replaced and is not from posko; move it, or name another folder"));
    }
  return TRUE;
}

/* (transfer full): @path, absolute, without symbolic links as far as it exists and without a slash at the end. */
static char *
resolve (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  char *const real = realpath (whole, NULL);
  return real != NULL ? real : g_steal_pointer (&whole);
}

static void
forget_stage (PoskoStage *self)
{
  g_mutex_lock (&stages_lock);
  if (stages != NULL && g_ptr_array_remove_fast (stages, self) && stages->len == 0)
    g_clear_pointer (&stages, g_ptr_array_unref);
  g_mutex_unlock (&stages_lock);
}

/* Takes the hidden folder away, and unless @keep_parents what was made above it. */
static void
clean_up (PoskoStage *self, gboolean keep_parents)
{
  if (self->hidden != NULL)
    remove_tree (AT_FDCWD, self->hidden, 0);
  for (guint i = self->made_parents->len; i > 0 && !keep_parents; i--)
    g_rmdir (self->made_parents->pdata[i - 1]);
}

void
posko_stage_free (PoskoStage *self)
{
  if (self == NULL)
    return;
  forget_stage (self);
  if (!self->committed && !self->abandoned)
    clean_up (self, FALSE);
  g_free (self->final_path);
  g_free (self->kind);
  g_free (self->hidden);
  g_free (self->content);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->made_parents);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}

/* Whether nobody works in @folder: the lock that its maker held ended with it, however it ended. Keeps the lock in @descriptor. */
static gboolean
take_lock (const char *folder, int *descriptor)
{
  *descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
  if (*descriptor < 0)
    return FALSE;
  if (flock (*descriptor, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  close (*descriptor);
  *descriptor = -1;
  return FALSE;
}

/* Whether @folder holds what a stage makes and nothing else: a person may call a folder as they like. */
static gboolean
is_left_over (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  for (const char *entry; entries != NULL && (entry = g_dir_read_name (entries)) != NULL;)
    if (strcmp (entry, CONTENT) != 0 && strcmp (entry, OLD_CONTENT) != 0)
      return FALSE;
  return entries != NULL;
}

void
posko_stage_sweep (const char *final_path)
{
  g_return_if_fail (final_path != NULL);
  g_autofree char *resolved = resolve (final_path), *parent = g_path_get_dirname (resolved), *name = g_path_get_basename (resolved);
  g_autofree char *prefix = g_strdup_printf (".%s" HIDDEN_MARK, name);
  g_autoptr (GDir) folder = g_dir_open (parent, 0, NULL);
  for (const char *entry; folder != NULL && (entry = g_dir_read_name (folder)) != NULL;)
    {
      int lock;
      if (!g_str_has_prefix (entry, prefix) || strlen (entry) != strlen (prefix) + strlen (HIDDEN_LETTERS))
        continue;
      g_autofree char *path = g_build_filename (parent, entry, NULL);
      if (!take_lock (path, &lock))
        continue;
      if (is_left_over (path))
        remove_tree (AT_FDCWD, path, 0);
      close (lock);
    }
}

/* Makes the private folder. It gets its name only when it is locked, so that no other run takes it for a left-over. */
static gboolean
make_hidden (PoskoStage *self, const char *parent, const char *name, GError **error)
{
  g_autofree char *made = g_strdup_printf ("%s/.%s" NEW_MARK HIDDEN_LETTERS, parent, name);
  if (g_mkdtemp (made) == NULL)
    return fail_errno (error, POSKO_ERROR_IO, self->final_path, errno);
  const char *letters = made + strlen (made) - strlen (HIDDEN_LETTERS);
  g_autofree char *hidden = g_strdup_printf ("%s/.%s" HIDDEN_MARK "%s", parent, name, letters);
  take_lock (made, &self->lock); /* where the file system has no locks, nothing is ever swept */
  self->hidden = g_rename (made, hidden) == 0 ? g_steal_pointer (&hidden) : g_steal_pointer (&made);
  return TRUE;
}

PoskoStage *
posko_stage_new (const char *final_path, const char *kind, GError **error)
{
  g_return_val_if_fail (final_path != NULL && kind != NULL, NULL);

  g_autoptr (PoskoStage) self = g_new0 (PoskoStage, 1);
  self->lock = -1;
  self->made_parents = g_ptr_array_new_with_free_func (g_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->final_path = resolve (final_path);
  self->kind = g_strdup (kind);
  if (!may_replace (self->final_path, kind, error))
    return NULL;

  g_autofree char *parent = g_path_get_dirname (self->final_path);
  g_autofree char *name = g_path_get_basename (self->final_path);
  if (!make_folders (parent, self->made_parents, error))
    return NULL;
  posko_stage_sweep (self->final_path);
  if (!make_hidden (self, parent, name, error))
    return NULL;
  self->content = g_build_filename (self->hidden, CONTENT, NULL);
  if (g_mkdir (self->content, 0777) != 0)
    {
      fail_errno (error, POSKO_ERROR_IO, self->content, errno);
      return NULL;
    }
  g_mutex_lock (&stages_lock);
  if (stages == NULL)
    stages = g_ptr_array_new ();
  g_ptr_array_add (stages, self);
  g_mutex_unlock (&stages_lock);
  return g_steal_pointer (&self);
}

/* Whether @name is a path below a folder that cannot lead out of it. */
static gboolean
is_inner_name (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || strcmp (parts[i], ".") == 0 || strcmp (parts[i], "..") == 0)
      return FALSE;
  return parts[0] != NULL;
}

static gboolean
write_all (int descriptor, const char *data, gsize length)
{
  while (length > 0)
    {
      const gssize n = write (descriptor, data, length);
      if (n < 0 && errno != EINTR)
        return FALSE;
      data += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  return fsync (descriptor) == 0;
}

/* Sets @error if the stage was taken away under us. Under the lock. */
static gboolean
is_alive (PoskoStage *self, GError **error)
{
  if (self->abandoned)
    fail_text (error, POSKO_ERROR_CANCELLED, self->final_path, _ ("stopped on request"));
  return !self->abandoned;
}

static gboolean
write_new_file (const char *path, const char *shown, const char *data, gsize length, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0777) != 0)
    return fail_errno (error, POSKO_ERROR_IO, shown, errno);
  const int descriptor = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor < 0)
    return fail_errno (error, POSKO_ERROR_IO, shown, errno);
  const gboolean written = write_all (descriptor, data, length);
  const int number = errno;
  if (close (descriptor) != 0 && written)
    return fail_errno (error, POSKO_ERROR_IO, shown, errno);
  return written ? TRUE : fail_errno (error, POSKO_ERROR_IO, shown, number);
}

gboolean
posko_stage_write (PoskoStage *self, const char *name, const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL && is_inner_name (name), FALSE);
  g_return_val_if_fail ((data != NULL || length == 0) && !self->committed, FALSE);

  g_autofree char *path = g_build_filename (self->content, name, NULL);
  g_autofree char *shown = g_build_filename (self->final_path, name, NULL);
  /* Under the lock, so that posko_stage_abandon_all() cannot take the folder away while something appears in it. */
  g_mutex_lock (&stages_lock);
  const gboolean done = is_alive (self, error) && write_new_file (path, shown, data, length, error);
  g_hash_table_add (self->names, g_path_get_basename (name));
  g_mutex_unlock (&stages_lock);
  return done;
}

/* Makes the renames in the folder of @path last. That a file system cannot sync a folder is no failure. */
static void
sync_folder_of (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  const int descriptor = g_open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (descriptor < 0)
    return;
  (void) fsync (descriptor);
  close (descriptor);
}

/* Puts the content in its place; what stood there goes into the hidden folder. */
static gboolean
swap_in (PoskoStage *self, GError **error)
{
  if (!g_file_test (self->final_path, G_FILE_TEST_EXISTS))
    return g_rename (self->content, self->final_path) == 0
           || fail_errno (error, POSKO_ERROR_IO, self->final_path, errno);
  if (renameat2 (AT_FDCWD, self->content, AT_FDCWD, self->final_path, RENAME_EXCHANGE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return fail_errno (error, POSKO_ERROR_IO, self->final_path, errno);

  g_autofree char *old = g_build_filename (self->hidden, OLD_CONTENT, NULL);
  if (g_rename (self->final_path, old) != 0)
    return fail_errno (error, POSKO_ERROR_IO, self->final_path, errno);
  if (g_rename (self->content, self->final_path) == 0)
    return TRUE;
  const int number = errno;
  g_rename (old, self->final_path);
  return fail_errno (error, POSKO_ERROR_IO, self->final_path, number);
}

gboolean
posko_stage_commit (PoskoStage *self, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->committed, FALSE);

  /* Under the lock: either the stage was abandoned before, or Ctrl-C waits until it is in its place. */
  g_mutex_lock (&stages_lock);
  gboolean done = is_alive (self, error);
  if (done && !has_marker (self->content, self->kind))
    {
      g_critical ("a stage without its marker in %s", POSKO_STAGE_MARKER_FILE);
      done = fail_text (error, POSKO_ERROR_IO, self->final_path, "no marker");
    }
  done = done && may_replace (self->final_path, self->kind, error);
  if (done)
    add_listed (self->final_path, self->names);
  done = done && holds_only (self->final_path, self->names, error) &&
         swap_in (self, error);
  self->committed = done;
  g_mutex_unlock (&stages_lock);
  if (!done)
    return FALSE;
  forget_stage (self);
  sync_folder_of (self->final_path);
  clean_up (self, TRUE);
  return TRUE;
}

void
posko_stage_abandon_all (void)
{
  g_mutex_lock (&stages_lock);
  for (guint i = 0; stages != NULL && i < stages->len; i++)
    {
      PoskoStage *const self = stages->pdata[i];
      if (self->committed)
        continue;
      self->abandoned = TRUE;
      clean_up (self, FALSE);
    }
  g_clear_pointer (&stages, g_ptr_array_unref);
  g_mutex_unlock (&stages_lock);
}
