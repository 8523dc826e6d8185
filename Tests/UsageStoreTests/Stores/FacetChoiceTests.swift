import Testing
import UsageModel
import UsageStore

/// Which breakdown of a source answers a query.
struct FacetChoiceTests {
  /// One day with an amount of its own for each facet, so that the answer tells which one was taken.
  private static func withStore<Value>(
    _ backend: Backend,
    facets: [Facet],
    _ test: (any UsageStore) throws -> Value
  ) throws -> Value {
    let keys: [Facet: (Reading.Key, String)] = [
      .total: (Sample.cost, "1000"), .app: (Sample.app("a"), "1"),
      .service: (Sample.service("s", "m"), "2"), .appAndService: (Sample.joint("a", "s"), "3"),
      Self.unknown: (Reading.Key(facet: Self.unknown, measure: .cost, unit: "USD"), "4"),
    ]
    let readings = facets.flatMap { facet in
      keys[facet].map { key, value in
        Sample.reply(at: "2026-10-01T12:00:00Z", [key: value]).normalised.readings
      } ?? []
    }
    var reply = Sample.reply(at: "2026-10-01T12:00:00Z", [:])
    reply.normalised.readings = readings
    return try backend.withStore { store throws in
      try store.add([reply], of: Sample.source)
      return try test(store)
    }
  }

  private static let unknown = Facet(rawValue: "line-item")

  private static func taken(_ records: [UsageRecord]) -> Facet? {
    switch records.compactMap(\.native).map(\.amount).max(by: {
      $0.units % 1_000_000_000_000_000 < $1.units % 1_000_000_000_000_000
    }) {
    case 1000: .total
    case 1, 999: .app
    case 2, 998: .service
    case 3, 997: .appAndService
    case 4, 996: unknown
    default: nil
    }
  }

  @Test(
    arguments: [
      // What is asked for, what the source gives, what is taken.
      ([], [.total, .app, .service, .appAndService], .total),
      ([.app], [.total, .app, .service], .app),
      ([.appID], [.total, .app, .appAndService], .app),
      ([.service], [.total, .app, .service], .service),
      ([.meter], [.total, .app, .service, .appAndService], .service),
      ([.app, .service], [.total, .app, .service, .appAndService], .appAndService),
      // A tie: apps leave out the service, services leave out the app; apps bring fewer others along.
      ([.app, .service], [.total, .app, .service], .app),
      ([.app, .service, .meter], [.total, .app, .service], .service),
      ([.app], [.total, .service], .total), ([.service], [.total, .app], .total),
      ([.app], [.total, .appAndService], .appAndService), ([], [.app, .service], .app),
      ([], [.service], .service), ([.day, .source, .tag("team")], [.total, .app], .total),
      // A facet that this version does not know breaks nothing down, and never wins against the total.
      ([], [unknown, .total], .total), ([.app], [unknown, .total], .total),
      ([], [unknown], unknown),
      (nil, [.total, .app, .service], .service),
      (nil, [.total, .app, .appAndService], .appAndService),
      (nil, [.total], .total),
    ] as [(Set<UsageDimension>?, [Facet], Facet)]
  )
  func `the facet that covers most of what is asked, with the least besides`(
    dimensions: Set<UsageDimension>?,
    facets: [Facet],
    taken: Facet
  ) throws {
    for backend in Backend.allCases {
      let records = try Self.withStore(backend, facets: facets) { store throws in
        try store.answer(
          Sample.query("2026-10-01", "2026-10-01", by: dimensions),
          in: Sample.context
        ).records
      }
      #expect(Self.taken(records) == taken)
      let total = try FixedDecimal.sum(of: records.compactMap { $0.native?.amount })
      if facets.contains(.total) { #expect(total == 1000) }
      for record in records {
        let lacks = Facet.appAndService.dimensions.subtracting(taken.dimensions)
        #expect(lacks.allSatisfy { record[$0] == "(not broken down)" })
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a filter takes a facet that can tell, and a rest never passes it`(backend: Backend) throws {
    let facets: [Facet] = [.total, .app, .service, .appAndService]
    try Self.withStore(backend, facets: facets) { store throws in
      func amounts(by: Set<UsageDimension>, _ filter: [(UsageDimension, String)]) throws -> [String]
      {
        let conditions = filter.map { UsageFilter.Condition($0.0, anyOf: [.init($0.1)]) }
        let query = Sample.query("2026-10-01", "2026-10-01", by: by, where: conditions)
        return try store.answer(query, in: Sample.context).records.map {
          "\($0.native ?? Money(0, ""))"
        }
      }
      #expect(try amounts(by: [], [(.app, "a")]) == ["1 USD"])
      #expect(try amounts(by: [.app], [(.service, "s")]) == ["3 USD"])
      #expect(try amounts(by: [.service], [(.meter, "m")]) == ["2 USD"])
      #expect(try amounts(by: [], [(.app, "x")]).isEmpty)
      #expect(try amounts(by: [], [(.source, "x")]).isEmpty)
      #expect(try amounts(by: [], [(.provider, "plat*"), (.account, "account-1")]) == ["1000 USD"])
      #expect(try amounts(by: [], [(.account, "account-2")]).isEmpty)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a filter that no facet covers is an error that says what there is`(backend: Backend) throws
  {
    try Self.withStore(backend, facets: [.total, .app, .service]) { store throws in
      func answer(_ dimensions: [UsageDimension], in context: UsageContext = Sample.context) throws
      {
        let conditions = dimensions.map { UsageFilter.Condition($0, anyOf: [.init("*")]) }
        let query = Sample.query("2026-10-01", "2026-10-01", where: conditions)
        _ = try store.answer(query, in: context)
      }
      #expect(
        throws: StoreError(
          .unanswerable,
          "source main cannot be filtered by app and service: it tells usage by app or by service "
            + "or by total; leave it out with another condition, such as a provider or source"
        )
      ) { try answer([.service, .app, .source]) }
      // A source that the configuration gives an app needs no facet for it.
      var context = Sample.context
      context.sources["main"] = UsageContext.Source(app: "Shop")
      try answer([.service, .app], in: context)
      // A source that the filter leaves out is not asked.
      let conditions = [
        UsageFilter.Condition(.source, anyOf: [.init("other")]),
        UsageFilter.Condition(.app, anyOf: [.init("a")]),
        UsageFilter.Condition(.service, anyOf: [.init("s")]),
      ]
      let query = Sample.query("2026-10-01", "2026-10-01", where: conditions)
      #expect(try store.answer(query, in: Sample.context).records.isEmpty)
    }
    try Self.withStore(backend, facets: [.total]) { store throws in
      let conditions = [UsageFilter.Condition(.app, anyOf: [.init("a")])]
      #expect(
        throws: StoreError(
          .unanswerable,
          "source main cannot be filtered by app: it tells usage by total; "
            + "leave it out with another condition, such as a provider or source"
        )
      ) {
        try store.answer(
          Sample.query("2026-10-01", "2026-10-01", where: conditions),
          in: Sample.context
        )
      }
    }
  }

  @Test(
    arguments: Backend.allCases,
    [nil, Set<UsageDimension>([.service, .meter])]
  )
  func `a filter on a tag that only apps carry is answered by apps`(
    backend: Backend,
    dimensions: Set<UsageDimension>?
  ) throws {
    var context = Sample.context
    context.apps["a"] = UsageContext.App(tags: ["team": "web"])
    let conditions = [UsageFilter.Condition(.tag("team"), anyOf: [.init("web")])]
    var query = Sample.query("2026-10-01", "2026-10-01", where: conditions)
    query.dimensions = dimensions
    try Self.withStore(backend, facets: [.total, .app, .service]) { store throws in
      let records = try store.answer(query, in: context).records
      #expect(records.map(\.appID) == ["a"])
      #expect(records.map(\.native?.amount) == [1])
    }
    // A source without apps has no such tag, which is no mistake.
    try Self.withStore(backend, facets: [.total, .service]) { store throws in
      #expect(try store.answer(query, in: context).records.isEmpty)
    }
  }
}
