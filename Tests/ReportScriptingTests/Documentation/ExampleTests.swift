import Testing

@testable import ReportScripting

/// An example of the table of definitions.
struct Example: Sendable, CustomTestStringConvertible {
  let name: String
  let script: String

  var testDescription: String { name }

  /// Every example of the table.
  static var all: [Example] {
    let interface = Interface.documented
    let functions = interface.functions.flatMap { function in
      function.shownExamples.map { Example(name: function.name, script: $0) }
    }
    let objects = interface.objects.flatMap { object in
      object.shownExamples.map { Example(name: object.name, script: $0) }
    }
    let values = interface.modules.flatMap(\.values).map {
      Example(name: $0.name, script: $0.example)
    }
    return functions + objects + values
  }
}

@Suite struct ExampleTests {
  private let interface = Interface.documented

  @Test(arguments: Example.all)
  func `an example runs, and what it asserts holds`(example: Example) async {
    #expect(await outcome(ofExample: example.script) == nil)
  }

  @Test func `every function, method and value has an example that uses it`() {
    for function in interface.functions {
      let call = function.isMethod ? ":\(function.lastName)" : function.name
      #expect(
        function.shownExamples.contains { $0.contains(call) },
        "\(function.name) needs an example: `.example(\"…\")` behind its definition"
      )
    }
    for value in interface.modules.flatMap(\.values) {
      #expect(value.example.contains(value.name), "\(value.name)")
    }
  }

  @Test func `every field and operator of an object is in an example of it`() {
    for object in interface.objects {
      let script = object.shownExamples.joined(separator: "\n")
      for field in object.fields {
        #expect(script.contains(".\(field.name)"), "\(object.name).\(field.name) needs an example")
      }
      for item in object.operators {
        #expect(script.contains(item.token), "\(item.form) needs an example of \(object.name)")
      }
    }
  }

  @Test func `what is said of a definition stands in one place`() {
    let functions = interface.functions.map { ($0.name, $0.examples.isEmpty && $0.details == nil) }
    let objects = interface.objects.map { ($0.name, $0.examples.isEmpty && $0.details == nil) }
    let isSilent = Dictionary(functions + objects, uniquingKeysWith: { $0 && $1 })
    for name in usageNotes.keys.sorted() {
      #expect(isSilent[name] != nil, "usageNotes: nothing is called \(name)")
      #expect(
        isSilent[name] != false,
        "usageNotes: remove \(name), which says it beside its definition"
      )
    }
  }
}
