import TestSupport
import Testing
import UsageModel
import UsageStore

/// What every store promises.
struct StoreContractTests {
  @Test(arguments: UInt64(0)..<6)
  func `both stores answer alike`(part: UInt64) throws {
    try TemporaryFolder.with { folder throws in
      let sqlite = try SQLiteStore(path: folder.path(of: "usage.sqlite"))
      let memory = MemoryStore()
      let histories = (part * 4 + 7000..<part * 4 + 7004).map { seed in
        GeneratedHistory(
          seed: seed,
          name: "source-\(seed)",
          traits: seed % 3 == 0 ? .firstHours : [.rivals, .moves]
        )
      }
      var generator = SeededGenerator(seed: part)
      for history in histories {
        for reply in history.replies.shuffled(using: &generator) {
          let isNews = try sqlite.add([reply], of: history.identity)
          let isAlso = try memory.add([reply], of: history.identity)
          #expect(isNews == isAlso, "\(history.identity.name)")
        }
      }
      for history in histories {
        let name = history.identity.name
        #expect(try sqlite.lastObserved(of: name) == memory.lastObserved(of: name))
        #expect(try sqlite.newestReplies(of: name) == memory.newestReplies(of: name))
        let only = UsageFilter([UsageFilter.Condition(.source, anyOf: [.init(name)])])
        for dimensions in [nil, [], [.app], [.service], [.app, .meter]] as [Set<UsageDimension>?] {
          let days = Array(history.days)
          let start = days[Int.random(in: 0..<days.count / 2, using: &generator)]
          let stop = start.advanced(by: Int.random(in: 1...40, using: &generator))
          let moment = history.replies.randomElement(using: &generator)?.reply.learntAt
          for (range, asOf) in [
            (history.days, nil), (start..<stop, nil), (history.days, moment),
            (start..<stop, moment),
          ] {
            let query = UsageQuery(
              days: range,
              dimensions: dimensions,
              filter: only,
              asOf: asOf ?? Sample.time("2099-01-01T00:00:00Z")
            )
            let context = UsageContext(of: history)
            let (left, right) = (
              try sqlite.answer(query, in: context), try memory.answer(query, in: context)
            )
            #expect(left == right, "\(name) \(range) \(query.asOf)")
          }
        }
      }
      for year in 2011...2027 {
        let moment = Sample.time("\(year)-07-01T00:00:00Z")
        #expect(try sqlite.sources(asOf: moment) == memory.sources(asOf: moment))
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `an empty store answers with nothing`(backend: Backend) throws {
    try backend.withStore { store throws in
      let answer = try store.answer(Sample.query("2026-10-01", "2026-10-31"), in: Sample.context)
      #expect(answer == UsageAnswer(records: [], coverage: nil))
      #expect(try store.sources(asOf: Sample.time("2030-01-01T00:00:00Z")).isEmpty)
      #expect(try store.lastObserved(of: "main").isEmpty)
      #expect(try store.add([], of: Sample.source) == false)
      #expect(try store.sources(asOf: Sample.time("2030-01-01T00:00:00Z")).isEmpty)
    }
  }

  @Test(arguments: Backend.allCases)
  func `the newest reply to each request is given as it came`(backend: Backend) throws {
    try backend.withStore { store throws in
      func reply(_ time: String, _ request: String, _ body: String) -> FetchedReply {
        var reply = Sample.reply(at: time, [Sample.cost: "1"], request: request, body: body)
        reply.reply.headers = ["x-plan": "\(body) of \(request)"]
        return reply
      }
      let older = reply("2026-10-01T12:00:00Z", "usage", "a")
      let newer = reply("2026-10-02T12:00:00Z", "usage", "b\0\u{FF}")
      let other = reply("2026-09-30T12:00:00Z", "usage 2026-09", "c")
      for added in [newer, other, older] { try store.add([added], of: Sample.source) }
      #expect(try store.newestReplies(of: "main") == [newer.reply, other.reply])
      #expect(try store.newestReplies(of: "nobody").isEmpty)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a fetch is news when it tells other values than the one before`(backend: Backend) throws {
    try backend.withStore { store throws in
      func add(_ time: String, _ value: String, window: String? = nil, request: String = "usage")
        throws
        -> Bool
      {
        let reply = Sample.reply(
          at: time,
          [Sample.cost: value],
          window: window,
          request: request
        )
        return try store.add([reply], of: Sample.source)
      }
      #expect(try add("2026-10-01T12:00:00Z", "5"))
      #expect(try !add("2026-10-01T12:00:00Z", "5"), "the same reply")
      #expect(try !add("2026-10-01T13:00:00Z", "5"), "the same value")
      #expect(try add("2026-10-01T14:00:00Z", "6"))
      #expect(try add("2026-10-01T15:00:00Z", "5"))
      #expect(try !add("2026-10-01T12:30:00Z", "5"), "an older reply, like the one before it")
      #expect(try add("2026-10-01T13:30:00Z", "7"), "an older reply with another value")
      #expect(try add("2026-11-01T15:00:00Z", "5"), "a new window")
      #expect(
        try add("2026-11-01T16:00:00Z", "5", window: "2026-11-01T00:00:00Z/2026-11-05T00:00:00Z"),
        "a new end"
      )
      #expect(try add("2026-11-01T16:00:00Z", "5", request: "other"), "a new request")
      #expect(
        try !store.add(
          [Sample.reply(at: "2026-11-02T00:00:00Z", [:], request: "x")],
          of: Sample.source
        ),
        "a first reply without a reading"
      )
      let both = ["2026-11-03T00:00:00Z", "2026-11-03T01:00:00Z"].map {
        Sample.reply(at: $0, [Sample.cost: $0.hasSuffix("T00:00:00Z") ? "9" : "9"])
      }
      #expect(try store.add(both, of: Sample.source), "news in the first of two")
      #expect(try !store.add(both, of: Sample.source))
    }
  }

  @Test(arguments: Backend.allCases)
  func `a reply that was learnt twice was learnt the first time, in either order`(
    backend: Backend
  ) throws {
    let moments = ["2026-10-02T00:00:00Z", "2026-10-05T00:00:00Z"]
    for order in [moments, moments.reversed()] {
      try backend.withStore { store throws in
        for learntAt in order {
          let reply = Sample.reply(
            at: "2026-10-01T12:00:00Z",
            [Sample.app("a"): "5"],
            learntAt: learntAt
          )
          try store.add([reply], of: Sample.source)
        }
        let query = Sample.query(
          "2026-10-01",
          "2026-10-31",
          by: [.app],
          asOf: "2026-10-03T00:00:00Z"
        )
        let records = try store.answer(query, in: Sample.context).records
        #expect(records.map(\.line) == ["2026-10-01 a 5 USD measured"])
        #expect(try store.sources(asOf: query.asOf).first?.facets == [.app])
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `the sources are those that something was known of`(backend: Backend) throws {
    try backend.withStore { store throws in
      var late = Sample.source
      (late.name, late.account) = ("a-late-one", nil)
      try store.add(
        [
          Sample.reply(
            at: "2026-10-01T12:00:00Z",
            [Sample.cost: "1"],
            learntAt: "2026-10-01T12:00:02Z"
          ), Sample.reply(at: "2026-10-03T12:00:00Z", [Sample.app("a"): "1"]),
        ],
        of: Sample.source
      )
      try store.add([Sample.reply(at: "2026-10-02T12:00:00Z", [Sample.cost: "1"])], of: late)
      func names(_ moment: String) throws -> [String] {
        try store.sources(asOf: Sample.time(moment)).map(\.identity.name)
      }
      #expect(try names("2026-10-01T12:00:01Z").isEmpty)
      #expect(try names("2026-10-01T12:00:02Z") == ["main"])
      #expect(try names("2026-10-05T00:00:00Z") == ["a-late-one", "main"])
      let then = try store.sources(asOf: Sample.time("2026-10-02T00:00:00Z"))
      #expect(
        then == [
          KeptSource(
            identity: Sample.source,
            lastObserved: Sample.time("2026-10-01T12:00:00Z"),
            facets: [.total]
          )
        ]
      )
      let now = try store.sources(asOf: Sample.time("2026-10-05T00:00:00Z"))
      #expect(now.last?.facets == [.total, .app])
      #expect(now.last?.lastObserved == Sample.time("2026-10-03T12:00:00Z"))
      #expect(now.first?.identity == late)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a source takes the account that was not known before, and no other`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      var source = Sample.source
      source.account = nil
      try store.add([Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.cost: "1"])], of: source)
      source.account = "account-2"
      try store.add([Sample.reply(at: "2026-10-01T13:00:00Z", [Sample.cost: "2"])], of: source)
      var other = source
      other.account = "account-3"
      let reply = Sample.reply(at: "2026-10-01T14:00:00Z", [Sample.cost: "1"])
      #expect(
        throws: StoreError(
          .conflict,
          "source main: the store has it as an account at platform account-2, the configuration as one "
            + "at platform account-3; give the new account a name of its own"
        )
      ) { try store.add([reply], of: other) }
      other = SourceIdentity(name: "main", provider: "notte")
      #expect(
        throws: StoreError(
          .conflict,
          "source main: the store has it as an account at platform, the configuration as one "
            + "at notte; give the new account a name of its own"
        )
      ) { try store.add([reply], of: other) }
      source.account = nil
      try store.add([Sample.reply(at: "2026-10-01T15:00:00Z", [Sample.cost: "3"])], of: source)
      let query = Sample.query("2026-10-01", "2026-10-31")
      let answer = try store.answer(query, in: Sample.context)
      #expect(answer.records.map(\.account) == ["account-2"])
      #expect(answer.records.map(\.native?.amount) == [3])
    }
  }

  @Test(arguments: Backend.allCases)
  func `the newest observation is told for each request`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add(
        [
          Sample.reply(at: "2026-10-03T12:00:00Z", [Sample.cost: "1"]),
          Sample.reply(at: "2026-10-02T12:00:00Z", [Sample.cost: "1"]),
          Sample.reply(at: "2026-10-01T12:00:00Z", [:], request: "usage 2026-09"),
        ],
        of: Sample.source
      )
      #expect(
        try store.lastObserved(of: "main") == [
          "usage": Sample.time("2026-10-03T12:00:00Z"),
          "usage 2026-09": Sample.time("2026-10-01T12:00:00Z"),
        ]
      )
      #expect(try store.lastObserved(of: "other").isEmpty)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a source that told no counter is no obstacle`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add([Sample.reply(at: "2026-10-01T12:00:00Z", [:])], of: Sample.source)
      let query = Sample.query("2026-10-01", "2026-10-02", by: [.app])
      let answer = try store.answer(query, in: Sample.context)
      #expect(answer.records.isEmpty && answer.coverage == 0)
    }
  }

  @Test(arguments: Backend.allCases)
  func `an absent text and an empty one are the same counter`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add(
        [Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.service("", ""): "4"])],
        of: Sample.source
      )
      let query = Sample.query("2026-10-01", "2026-10-02", by: [.service])
      let record = try #require(try store.answer(query, in: Sample.context).records.first)
      #expect(record.service == "(not broken down)" && record.meter == "(not broken down)")
    }
  }

  @Test(arguments: Backend.allCases)
  func `a counter that a reply tells twice has the last value`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add(
        [Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.cost: "4", Sample.cost: "3"])],
        of: Sample.source
      )
      let query = Sample.query("2026-10-01", "2026-10-02")
      #expect(
        try store.answer(query, in: Sample.context).records.map(\.line) == [
          "2026-10-01 3 USD measured"
        ]
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `amounts of any size survive, and a sum that does not fit is an error`(backend: Backend)
    throws
  {
    let largest = "170141183460469231731687303.715884105727"
    try backend.withStore { store throws in
      try store.add(
        [
          Sample.reply(
            at: "2026-10-01T12:00:00Z",
            [Sample.app("a"): largest, Sample.app("b"): "-\(largest)"]
          )
        ],
        of: Sample.source
      )
      let query = Sample.query("2026-10-01", "2026-10-01", by: [.app])
      let records = try store.answer(query, in: Sample.context).records
      #expect(
        records.map(\.line) == [
          "2026-10-01 a \(largest) USD measured", "2026-10-01 b -\(largest) USD correction",
        ]
      )
      try store.add(
        [Sample.reply(at: "2026-10-01T13:00:00Z", [Sample.app("b"): largest])],
        of: Sample.source
      )
      #expect(
        throws: StoreError(
          .unanswerable,
          "source main: the exact result is too large (amounts may have 26 digits before the point)"
        )
      ) { try store.answer(query, in: Sample.context) }
    }
  }

  @Test(arguments: Backend.allCases)
  func `configuration names apps, adds tags and prices`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add(
        [
          Sample.reply(
            at: "2026-10-01T12:00:00Z",
            [Sample.app("app-1"): "4", Sample.app("os-global"): "1"]
          )
        ],
        of: Sample.source
      )
      let price = Rate(unit: "USD", price: Money(2, "EUR"), since: Sample.day("2026-10-01"))
      var context = UsageContext(
        currency: "EUR",
        terms: KnownTerms(Terms(rates: [price]), learntAt: .distantPast),
        sources: ["main": UsageContext.Source(tags: ["team": "web", "stage": "live"])],
        apps: ["app-1": UsageContext.App(name: "Shop", tags: ["team": "shop"])]
      )
      let query = Sample.query("2026-10-01", "2026-10-01", by: [.app])
      var records = try store.answer(query, in: context).records
      #expect(records.map(\.app) == ["Shop", "(no app)"])
      #expect(records.map(\.appID) == ["app-1", "os-global"])
      #expect(records.map(\.effective) == [8, 2])
      #expect(
        records.map(\.tags) == [
          ["team": "shop", "stage": "live"], ["team": "web", "stage": "live"],
        ]
      )
      context.sources["main"]?.app = "Console"
      records = try store.answer(query, in: context).records
      #expect(Set(records.map(\.app)) == ["Console"] && Set(records.map(\.appID)) == ["Console"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `coverage is the seen share of the elapsed time, mean over the sources`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      func coverage(_ first: String, _ last: String, asOf moment: String) throws -> String? {
        try store.answer(Sample.query(first, last, asOf: moment), in: Sample.context)
          .coverage?.description
      }
      try store.add(
        [Sample.reply(at: "2026-10-11T00:00:00Z", [Sample.cost: "1"])],
        of: Sample.source
      )
      #expect(try coverage("2026-10-01", "2026-10-20", asOf: "2026-10-21T00:00:00Z") == "0.5")
      #expect(
        try coverage("2026-10-01", "2026-10-20", asOf: "2026-10-16T00:00:00Z") == "0.666666666667"
      )
      #expect(try coverage("2026-10-01", "2026-10-10", asOf: "2026-10-21T00:00:00Z") == "1")
      #expect(try coverage("2026-10-12", "2026-10-20", asOf: "2026-10-21T00:00:00Z") == "0")
      #expect(try coverage("2026-10-22", "2026-10-25", asOf: "2026-10-21T00:00:00Z") == nil)
      var second = Sample.source
      second.name = "second"
      try store.add([Sample.reply(at: "2026-10-16T00:00:00Z", [Sample.cost: "1"])], of: second)
      #expect(try coverage("2026-10-01", "2026-10-20", asOf: "2026-10-21T00:00:00Z") == "0.625")
      // A reply whose breakdowns are empty has still been seen.
      try store.add(
        [Sample.reply(at: "2026-10-21T00:00:00Z", [Sample.app("a"): "0"], request: "apps")],
        of: second
      )
      #expect(try coverage("2026-10-01", "2026-10-20", asOf: "2026-10-21T00:00:00Z") == "0.75")
    }
  }
}
