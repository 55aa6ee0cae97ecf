/* command.c: options, help and "did you mean" of every subcommand.
 *
 * GOption parses; the help is written here, so that it is all in one language. An unknown option is looked for before parsing, to
 * name the nearest one.
 */
#include "command.h"
#include "findings.h"
#include "nearest.h"
#include "progress-line.h"
#include <string.h>

#define MAX_THREADS 256

PoskoExit
posko_exit_of_error (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return POSKO_EXIT_USAGE;
  if (error->domain != POSKO_ERROR)
    return POSKO_EXIT_INTERNAL;
  switch ((PoskoErrorCode) error->code)
    {
    case POSKO_ERROR_INPUT:
    case POSKO_ERROR_LIMIT:
      return POSKO_EXIT_FAULTS;
    case POSKO_ERROR_USAGE:
      return POSKO_EXIT_USAGE;
    case POSKO_ERROR_IO:
    case POSKO_ERROR_SOLVER:
    case POSKO_ERROR_CANCELLED:
    default:
      return POSKO_EXIT_INTERNAL;
    }
}

static void
append_option (GString *help, const GOptionEntry *option)
{
  g_autoptr (GString) name = g_string_new ("  ");
  if (option->short_name != 0)
    g_string_append_printf (name, "-%c, ", option->short_name);
  g_string_append_printf (name, "--%s", option->long_name);
  if (option->arg_description != NULL)
    g_string_append_printf (name, "=%s", option->arg_description);
  g_string_append_printf (help, "%-26s  %s\n", name->str, _ (option->description));
}

char *
posko_command_help (const PoskoCommand *self)
{
  GString *help = g_string_new (NULL);
  g_string_append_printf (help, _ ("Usage: posko %s %s%s%s [OPTION…]\n\n"), self->name, self->arguments,
                          self->synopsis != NULL ? " " : "", self->synopsis != NULL ? self->synopsis : "");
  g_string_append_printf (help, "%s\n\n%s\n", _ (self->description), _ ("Options:"));
  for (const GOptionEntry *option = self->options; option->long_name != NULL; option++)
    append_option (help, option);
  g_string_append_printf (help, "%-26s  %s\n", "  -h, --help", _ ("show this help"));
  g_string_append_printf (help, "\n%s\n%s\n", _ ("Example:"), self->example);
  return g_string_free (help, FALSE);
}

/* Sets @error if @word is an option that @self does not have. */
static gboolean
is_known_option (const PoskoCommand *self, const char *word, GError **error)
{
  if (!g_str_has_prefix (word, "--") || word[2] == '\0')
    return TRUE;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const GOptionEntry *option = self->options; option->long_name != NULL; option++)
    g_ptr_array_add (names, (gpointer) option->long_name);
  g_ptr_array_add (names, (gpointer) "help");

  g_autofree char *name = g_strndup (word + 2, strcspn (word + 2, "="));
  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    return TRUE;
  const char *nearest = posko_nearest (name, (const char *const *) names->pdata, names->len);
  if (nearest != NULL)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("unknown option --%s; did you mean --%s?"), name, nearest);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("unknown option --%s"), name);
  return FALSE;
}

static gboolean
check_arguments (const PoskoCommand *self, char **arguments, GError **error)
{
  const guint n = arguments == NULL ? 0 : g_strv_length (arguments);
  if (n == self->n_arguments || (n > self->n_arguments && self->repeats))
    return TRUE;
  if (n > self->n_arguments)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("there is no use for \"%s\""), arguments[self->n_arguments]);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("missing arguments: expected %s"), self->arguments);
  return FALSE;
}

PoskoExit
posko_command_run (const PoskoCommand *self, const PoskoRun *run, char **argv, GError **error)
{
  gboolean help = FALSE;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry common[] = { { "help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL },
                                  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
                                  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL } };
  for (guint i = 0; argv[i] != NULL && strcmp (argv[i], "--") != 0; i++)
    if (!is_known_option (self, argv[i], error))
      return POSKO_EXIT_USAGE;

  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, self->options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_strv_builder_add (builder, "posko"); /* GOption skips the first word */
  g_strv_builder_addv (builder, (const char **) argv);
  g_auto (GStrv) words = g_strv_builder_end (builder);
  if (!g_option_context_parse_strv (context, &words, error))
    return POSKO_EXIT_USAGE;
  if (help)
    {
      g_autofree char *text = posko_command_help (self);
      g_print ("%s", text);
      return POSKO_EXIT_DONE;
    }
  if (!check_arguments (self, rest, error))
    return POSKO_EXIT_USAGE;
  return self->run (run, rest, error);
}

gboolean
posko_command_threads (gint given, guint *n_threads, GError **error)
{
  if (given < 0 || given > MAX_THREADS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--threads is %d, expected 1 to %d"), given, MAX_THREADS);
      return FALSE;
    }
  *n_threads = given > 0 ? (guint) given : MIN (g_get_num_processors (), (guint) MAX_THREADS);
  return TRUE;
}

gboolean
posko_command_choose (const char *option, const char *text, const char *first, const char *second, gboolean *is_second,
                      GError **error)
{
  *is_second = g_strcmp0 (text, second) == 0;
  if (text == NULL || *is_second || strcmp (text, first) == 0)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--%s is \"%s\", expected %s or %s"), option, text, first, second);
  return FALSE;
}

PoskoCase *
posko_command_load (const PoskoRun *run, const char *folder, const char *scenario, guint n_threads, PoskoSeverity least,
                    PoskoExit *status, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  PoskoCase *source = posko_case_load (folder, scenario, MAX (n_threads, 1), findings, run->progress, run->cancellable, &failure);
  *status = POSKO_EXIT_FAULTS;
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  posko_progress_line_clear ();
  if (source == NULL || posko_diagnostics_count (findings, least) > 0)
    posko_findings_print (findings, source == NULL ? POSKO_SEVERITY_ERROR : least, stderr);
  return source;
}
