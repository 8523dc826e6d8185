import ReportScripting
import UsageModel

extension MadeUpData {
  /// What the examples of the reference are run with: two months of usage, an allowance that is nearly
  /// used up, and an invoice.
  static var examples: MadeUpData {
    let invoice = Period("2026-10").map {
      Invoice(source: "puter-main", period: $0, amount: .usd("65"))
    }
    return MadeUpData(
      allowances: [
        AllowanceSeries(
          source: "helius",
          name: "monthly credits",
          unit: "helius:credit",
          points: ["2026-11-10T06:00:00Z", "2026-11-20T06:00:00Z"].enumerated().map { index, at in
            AllowancePoint(
              observedAt: moment(at),
              learntAt: moment(at),
              allowance: Allowance(
                name: "monthly credits",
                limit: 1000,
                used: index == 0 ? 450 : 950,
                unit: "helius:credit"
              )
            )
          }
        )
      ],
      known: [
        KnownTerms(
          Terms(invoices: invoice.map { [$0] } ?? []),
          learntAt: moment("2026-11-01T00:00:00Z")
        )
      ],
      metrics: [MetricData.users]
    )
  }
}

extension MadeUpData {
  /// What the scripts of the guide are run with: the same, and a bill of Cuadra.
  static var guide: MadeUpData {
    var data = examples
    data.records.append(
      UsageRecord(
        day: day("2026-11-10"),
        source: "cuadra",
        provider: "cuadra",
        service: "engine",
        billed: 9,
        effective: 9
      )
    )
    return data
  }
}

/// Why a script of the documentation fails; nil where it runs to its end.
func outcome(
  ofExample script: String,
  library: String? = nil,
  data: some ScriptData = MadeUpData.examples
) async -> String? {
  // An example need not make a report.
  var input = input("script { report = false }\n" + script, data: data)
  input.libraryFolder = library
  return await failure(input)
}
