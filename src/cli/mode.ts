/** What of the surroundings decides how migsh talks. */
export interface Surroundings {
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What of the command line does. */
export interface ModeRequest {
  /** A command was named. */
  readonly command: boolean;
  readonly json: boolean;
  readonly noInput: boolean;
  readonly ascii: boolean;
}

/** How migsh talks: decided once, before anything heavy is imported. */
export interface Mode {
  /** `shell`: the full screen. `line`: one command, then back to the prompt. */
  readonly surface: 'shell' | 'line';
  /** Somebody is there to ask, on stderr. */
  readonly asks: boolean;
  /** Questions as numbered lists, nothing redrawn: for screen readers and dumb terminals. */
  readonly plain: boolean;
  /** No character outside ASCII is drawn. */
  readonly ascii: boolean;
}

/**
 * The mode that goes with a command line and its surroundings.
 * `--json` alone does not stop questions: they go to stderr, so that `migsh upgrade --json | jq` still asks before it runs.
 */
export function decideMode(request: ModeRequest, around: Surroundings): Mode {
  const { env } = around;
  const plain =
    env['TERM'] === 'dumb' || isSet(env, 'INK_SCREEN_READER') || isSet(env, 'MIGSH_SCREEN_READER');
  const attended = around.stdinIsTerminal && !request.noInput && !isCi(env);
  const fullScreen =
    attended && around.stdoutIsTerminal && !plain && !request.command && !request.json;
  return {
    surface: fullScreen ? 'shell' : 'line',
    asks: attended && around.stderrIsTerminal,
    plain,
    ascii: request.ascii || wantsAscii(env),
  };
}

/** As Ink decides it: there it draws nothing, so that a shell would look hung. */
function isCi(env: Surroundings['env']): boolean {
  return isOn(env, 'CI') || isOn(env, 'CONTINUOUS_INTEGRATION');
}

function isOn(env: Surroundings['env'], name: string): boolean {
  const value = env[name];
  return value !== undefined && value !== '0' && value !== 'false';
}

function isSet(env: Surroundings['env'], name: string): boolean {
  return isOn(env, name) && env[name] !== '';
}

/** A locale that is set and is not UTF-8 says so; one that is not set says nothing. */
function wantsAscii(env: Surroundings['env']): boolean {
  if (isSet(env, 'MIGSH_ASCII')) return true;
  if (['linux', 'vt100', 'dumb'].includes(env['TERM'] ?? '')) return true;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    value => value !== undefined && value !== '',
  );
  return locale !== undefined && !/utf-?8/i.test(locale);
}
