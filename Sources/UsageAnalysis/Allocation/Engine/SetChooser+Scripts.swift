import UsageModel

extension SetChooser {
  /// The set that a script's function gives; nil where no weight is above zero.
  mutating func customSet(
    _ plan: CustomPlan,
    rule: Int,
    cell: Int,
    in stage: AllocationStage
  ) throws -> UInt32? {
    let line = stage.cellLines[Int(stage.lines[cell])]
    let seen = AllocationCell(
      day: days[Int(stage.days[cell])],
      line: keys[Int(line.key)].line,
      target: line.from == SlotNumbers.none ? nil : planner.names.names[Int(line.from)],
      totals: try stage.totals(of: cell, labels: labels)
    )
    let weights = try plan.weigh(seen, plan.targets)
    var shares: [(target: UInt32, weight: UInt128)] = []
    for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
      guard plan.allows(name) else {
        let hint = planner.context.closestName(name, plan.targets).map {
          "; did you mean \"\($0)\"?"
        }
        throw AllocationError.failure(
          AllocationMistake(
            rules[rule],
            "its function gave a weight to \"\(name)\" on \(seen.day), which may not receive\(hint ?? "")",
            help: "return weights of the targets that it is given"
          )
        )
      }
      guard !weight.isNegative else {
        throw AllocationError.failure(
          AllocationMistake(
            rules[rule],
            "its function gave \"\(name)\" the weight \(weight) on \(seen.day), and nobody can bear a "
              + "negative share",
            help: "return weights of zero or more"
          )
        )
      }
      shares.append((planner.names.number(of: name), weight.units.magnitude))
    }
    do throws(ArithmeticOverflow) {
      return try planner.sets.add(shares, by: ShareSets.Method(name: rules[rule].method.name))
    } catch {
      throw AllocationError.failure(
        AllocationMistake(
          rules[rule],
          "the weights of its function add up to more than can be held on \(seen.day)",
          help: "return smaller numbers"
        )
      )
    }
  }
}
