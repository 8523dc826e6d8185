import Foundation

/// The shell in which the commands of a guide are run, as one script.
struct GuideShell {
  /// The moment at which the guides are read: that of the demo, where a command names none.
  static let now = "2026-11-21T06:00:00Z"

  /// The folder for what the shell itself needs: outputs, the program under its name, a home.
  let stage: String
  /// The folder of the demo that was made for all tests.
  let demo: String

  /// The script; its argument is the program.
  func script(for session: GuideSession, in folder: String) -> String {
    var lines = [prelude, "cd \(Self.quoted(folder)) || exit 97"]
    var count = 0
    for act in session.acts {
      switch act {
      case .run(let command):
        lines.append("step \(count) \(Self.quoted(command.line))")
        count += 1
      case .write(let text, let path):
        // The first part of the path is the folder itself.
        let name = path.split(separator: "/").dropFirst().joined(separator: "/")
        lines.append("put \(Self.quoted("\(folder)/\(name)")) \(Self.quoted(text))")
      }
    }
    return lines.joined(separator: "\n") + "\nexit 0\n"
  }

  /// The file with what a command printed, standard error included.
  func output(of index: Int) -> String { "\(stage)/\(index).out" }

  /// The file with the status that a command ended with.
  func status(of index: Int) -> String { "\(stage)/\(index).status" }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: #"'\''"#))'"
  }

  /// Nothing of the machine's user is there: no home, no settings, no crontab, no clock.
  private var prelude: String {
    #"""
    stage=\#(Self.quoted(stage))
    mkdir "$stage/bin" "$stage/home"
    ln -s "$1" "$stage/bin/tally"
    products=${1%/*}
    printf '#!/bin/sh\necho "no crontab for reader" >&2\nexit 1\n' > "$stage/bin/crontab"
    chmod +x "$stage/bin/crontab"
    export PATH="$stage/bin:$PATH" HOME="$stage/home" LANG=C.UTF-8 TZ=UTC
    # Who edits the configuration puts in what is ready beside the folder.
    export EDITOR='cp ../edited.yaml'

    # A command sees the status of the one before it.
    status=0
    step() {
      (exit "$status")
      eval "$2" > "$stage/$1.out" 2>&1 < /dev/null
      status=$?
      echo "$status" > "$stage/$1.status"
    }

    # What a configuration has already stays: the lines go below the line that they begin with, else to its end.
    put() {
      mkdir -p "${1%/*}"
      printf %s "$2" > "$stage/block"
      case $1 in
      *.yaml)
        touch "$1"
        awk 'NR == FNR { if (FNR == 1) first = $0; else rest = rest $0 "\n"; next }
          { print } $0 == first && !found { found = 1; printf "%s", rest }
          END { if (!found) { print first; printf "%s", rest } }' "$stage/block" "$1" > "$stage/whole"
        cat "$stage/whole" > "$1" ;;
      *) cat "$stage/block" > "$1" ;;
      esac
    }

    # The program at the moment of the guides, which the simulated platforms have too. The demo takes long to make,
    # so that all tests share one.
    tally() {
      local word moment=\#(Self.now) given=
      for word in "$@"; do
        [ "$given" = next ] && moment=$word && given=yes
        [ "$word" = --now ] && given=next
      done
      echo "$moment" > "$stage/clock"
      case "$given:$*" in
      :demo) cp -R \#(Self.quoted(demo))/tally-demo . && cat \#(Self.quoted(demo))/printed ;;
      yes:* | :init* | :backtest* | :-*) command tally "$@" ;;
      *) command tally "$@" --now "$moment" ;;
      esac
    }

    # Programs of this package are built already. One that serves is told to end once it has said where.
    swift() {
      [ "$1" = run ] && shift
      [ "$1" = --quiet ] && shift
      local name=$1 line
      shift
      [ "$name" = ReportServer ] || { "$products/$name" "$@"; return; }
      coproc server { exec "$products/$name" "$@"; }
      local id=$server_PID
      read -r line <&"${server[0]}"
      printf '%s\n' "$line"
      kill "$id"
      wait "$id"
    }

    """#
  }
}
