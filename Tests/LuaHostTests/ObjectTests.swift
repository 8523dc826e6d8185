import LuaHost
import Testing

/// An amount, as an example of a type with everything.
private struct Amount: LuaObject {
  let value: Int64
  let luaType: LuaObjectType

  static func makeType() -> LuaObjectType {
    func value(_ call: HostCall, _ index: Int) throws -> Amount {
      guard case .object(let object) = call[index], let amount = object as? Amount else {
        throw HostError("expected an amount, got \(call[index].typeName)")
      }
      return amount
    }
    return LuaObjectType(
      name: "amount",
      fields: ["value": { .integer(($0 as? Amount)?.value ?? 0) }],
      methods: [
        HostFunction("amount:double") { call in
          let amount = try value(call, 0)
          return [.object(Amount(value: amount.value * 2, luaType: amount.luaType))]
        }
      ],
      operators: [
        .add: HostFunction("amount + amount") { call in
          let (left, right) = (try value(call, 0), try value(call, 1))
          return [.object(Amount(value: left.value + right.value, luaType: left.luaType))]
        },
        .equal: HostFunction("amount == amount") { call in
          [.boolean(try value(call, 0).value == value(call, 1).value)]
        },
        .lessThan: HostFunction("amount < amount") { call in
          [.boolean(try value(call, 0).value < value(call, 1).value)]
        },
        .length: HostFunction("#amount") { [.integer(try value($0, 0).value)] },
        .toString: HostFunction("tostring(amount)") { [.text("¤\(try value($0, 0).value)")] },
        .call: HostFunction("amount()") { call in [call[1], .integer(try value(call, 0).value)] },
        .index: HostFunction("amount[]") { call in
          guard case .integer(let index) = call[1] else {
            throw HostError("no field \"\(call[1].typeName)\"")
          }
          return [.integer(index * 100)]
        },
      ]
    )
  }
}

@Suite struct ObjectTests {
  private let type = Amount.makeType()

  private func prepare(_ state: LuaState) throws {
    try state.setGlobal("a", to: .object(Amount(value: 3, luaType: type)))
    try state.setGlobal("b", to: .object(Amount(value: 4, luaType: type)))
  }

  @Test(arguments: [
    ("return a.value, a:double().value", "3 6"),
    ("return (a + b).value, #a, a(7)", "7 3 7 3"),
    (
      "return a == b, a < b, a > b, a == a:double(), a + a == a:double()",
      "false true false false true"
    ),
    ("return tostring(a), string.format('%s', b)", #""¤3" "¤4""#),
    ("return a[2], type(a)", #"200 "userdata""#),
    ("return getmetatable(a)", "false"),
    ("return a", "amount"),
  ])
  func `fields, methods and operators work`(source: String, expected: String) throws {
    #expect(try shown(source, prepare: prepare) == expected)
  }

  @Test func `an operand of another type is an error of the operator`() {
    let error = failure(of: "return a + 1", prepare: prepare)
    #expect(error?.message == "amount + amount: expected an amount, got number")
  }

  @Test func `an unknown field is an error with a suggestion`() throws {
    let plain = LuaObjectType(
      name: "row",
      fields: ["cost": { _ in 1 }],
      methods: [HostFunction("row:copy") { _ in [] }]
    )
    for (field, hint) in [("cots", "cost"), ("coyp", "copy")] {
      let error = failure(of: "local r = row\nreturn r.\(field)") {
        try $0.setGlobal("row", to: .object(Amount(value: 1, luaType: plain)))
      }
      #expect(
        error?.message == "row has no field or method \"\(field)\"; did you mean \"\(hint)\"?"
      )
      #expect(error?.place == LuaPlace(file: "test.lua", line: 2))
    }
  }

  @Test func `an object does not change`() {
    #expect(
      failure(of: "a.value = 1", prepare: prepare)?.message == "amount values cannot be changed"
    )
  }

  @Test func `an object is let go of when the state ends`() throws {
    let counter = Counter()
    try run("keep = { value }") { try $0.setGlobal("value", to: .object(Counted(counter))) }
    #expect(counter.made == 1)
    #expect(counter.released == 1)
  }

  @Test func `objects are let go of while the script runs`() throws {
    let counter = Counter()
    let type = LuaObjectType(name: "counted")
    var releasedBefore = 0
    let results = try run("for i = 1, 100000 do make() end return released()") {
      try $0.setGlobal(
        "make",
        to: .hostFunction(HostFunction("make") { _ in [.object(Counted(counter, type: type))] })
      )
      try $0.setGlobal(
        "released",
        to: .hostFunction(HostFunction("released") { _ in [.integer(Int64(counter.released))] })
      )
    }
    if case .integer(let count) = results[0] { releasedBefore = Int(count) }
    #expect(releasedBefore > 50_000)
    #expect(counter.released == 100_000)
  }

  @Test func `a script cannot change the type`() {
    #expect(failure(of: "setmetatable(a, {})", prepare: prepare) != nil)
    #expect(failure(of: "rawset(a, 'value', 1)", prepare: prepare) != nil)
    #expect(failure(of: "getmetatable(a).__gc = 1", prepare: prepare) != nil)
  }
}
