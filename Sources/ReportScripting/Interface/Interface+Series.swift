import LuaHost
import UsageAnalysis
import UsageModel

/// What a series has: `#s`, and its slots as `s[i]`.
func seriesObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "series",
    summary: "Values along time, in order; a slot without data has no value.",
    operators: [
      .index: HostFunction("series[i]") { call in
        if case .string(let name) = call[1] {
          throw HostError("\(describe(.string(name))) is no slot; a slot is s[1] to s[#s]")
        }
        guard case .object(let object as SeriesObject) = call[0],
          let index = Arguments.wholeNumber(call[1]), index >= 1, index <= object.points.count
        else { return [.nil] }
        let point = object.points[index - 1]
        return [.object(PointObject(point: point, measure: object.measure, context: context))]
      },
      .length: HostFunction("#") { call in
        guard case .object(let object as SeriesObject) = call[0] else { return [0] }
        return [.integer(Int64(object.points.count))]
      },
    ],
    annotations: ["field [integer] tally.point"]
  )
}

/// What a slot of a series has.
func pointObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "point",
    summary: "One slot of a series.",
    fields: [
      FieldDefinition("day", "tally.day", "the first day of the slot") { object in
        (object as? PointObject).map { .day($0.point.day, in: context) } ?? .nil
      },
      FieldDefinition("value", "tally.money|number|nil", "the sum, nil where nothing is known") {
        object in
        guard let object = object as? PointObject else { return .nil }
        return switch object.measure {
        case .cost: .cost(object.point.value, in: context)
        case .requests: .decimal(object.point.value)
        }
      },
    ]
  )
}
