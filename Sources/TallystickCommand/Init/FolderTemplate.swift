import Foundation
import ReportScripting
import Tallystick

/// The files of a new working folder.
struct FolderTemplate {
  /// A file below the folder.
  struct File {
    let path: String
    let text: String
  }

  /// What `tally init` writes.
  static var files: [File] {
    [File(path: Configuration.defaultFile, text: configuration)] + shared
      + ShippedScripts.all.prefix(1).map { File(path: "Scripts/\($0.name)", text: $0.text) }
      + ShippedScripts.providers.map { File(path: "Scripts/providers/\($0.name)", text: $0.text) }
  }

  /// What every working folder has.
  static var shared: [File] {
    [
      File(path: ".luarc.json", text: editorSettings),
      File(path: ".gitignore", text: ignored),
      File(path: "Scripts/library/tally.d.lua", text: ScriptStubs.text()),
      File(path: "Scripts/library/tally-test.d.lua", text: ScriptTestStubs.text()),
      File(path: "Scripts/library/\(JSONSchema.fileName)", text: JSONSchema.text()),
    ] + ShippedScripts.writers.map { File(path: "Scripts/\($0.name)", text: $0.text) }
  }

  private static let ignored = """
    # What holds usage or secrets stays out of version control.
    secrets/
    *.sqlite
    *.sqlite-shm
    *.sqlite-wal

    """

  private static let editorSettings = """
    {
      "runtime.version": "Lua 5.4",
      "runtime.builtin": {
        "debug": "disable",
        "ffi": "disable",
        "io": "disable",
        "jit": "disable",
        "package": "disable"
      },
      "workspace.library": ["Scripts/library"],
      "workspace.checkThirdParty": false
    }

    """

  private static let configuration = """
    # yaml-language-server: $schema=Scripts/library/\(JSONSchema.fileName)
    # The configuration of Tallystick. Relative paths are relative to this file.

    currency: USD          # the currency of reports
    timezone: UTC          # cuts days
    store: tallystick.sqlite
    output: Reports
    # env_file: secrets/env      # NAME=value lines, for cron; mode 0600
    # stale_after: 26h           # how old a source may be before reports say so

    # The accounts to fetch. Take the # away from those you have. Secrets come from the environment
    # ({ env: NAME }) or from a file that only you can read ({ file: PATH }, chmod 600), never from here.
    sources:
    #  - name: puter
    #    provider: puter
    #    token: { file: secrets/puter.token }
    #  - name: notte
    #    provider: notte
    #    api_key: { file: secrets/notte.key }
    #    app: Scout                # everything of this account is this app's
    #  - name: cuadra
    #    provider: cuadra
    #    token: { env: CUADRA_TOKEN }
    #  - name: helius
    #    provider: helius
    #    project: a1b2c3d4-e5f6-7890-abcd-ef1234567890
    #    api_key: { file: secrets/helius.key }
    #  - name: shoal
    #    provider: shoal
    #    api_key: { env: SHOAL_API_KEY }
    # The adapters of these are scripts in Scripts/providers, where you can add your own.
    #  - name: openai
    #    provider: openai
    #    admin_key: { file: secrets/openai.key }
    #  - name: anthropic
    #    provider: anthropic
    #    admin_key: { file: secrets/anthropic.key }
    #  - name: openrouter
    #    provider: openrouter
    #    management_key: { file: secrets/openrouter.key }
    #  - name: github
    #    provider: github
    #    organization: example-org
    #    token: { file: secrets/github.token }

    # The names of your apps, by the platform's id.
    apps:
    #  app-5f1c1f5e-7a2b-4e0e-9a55-0b9b8f6f3a11: { name: Shop, tags: { team: web } }

    # What a platform's credits cost you. Without a rate, reports show credits as unpriced.
    rates:
    #  - { unit: "cuadra:credit", price: 0.002 USD, since: 2026-01-01 }
    #  - { unit: "helius:credit", price: 0.000005 USD, since: 2026-01-01 }
    #  - { unit: "shoal:credit", price: 0.012 USD, since: 2026-01-01 }

    # What an account costs beside its usage: a fee for each billing cycle, what it includes, and the price beyond.
    plans:
    #  - { source: helius, fee: 49 USD, includes: 10000000, overage: 0.000005 USD, since: 2026-01-01 }

    # What no platform reports: fees, credits bought in advance (top-up), refunds (credit), taxes.
    charges:
    #  - { source: hosting, amount: 12 USD, every: month, since: 2026-01-15, name: Web server }
    #  - { source: shoal, amount: 25 USD, on: 2026-03-02, charge: top-up, credits: 10000 shoal:credit }

    # What was really billed. It changes no figure; reports can show the difference.
    invoices:
    #  - { source: notte, period: 2026-09, amount: 83.10 USD }

    # The reports to render. Without this list: every script in Scripts/.
    reports:
    #  - { script: Scripts/spend-by-app.lua, formats: [html, markdown, csv] }

    """
}
