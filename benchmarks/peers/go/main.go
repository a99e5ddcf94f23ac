// Runs an expression of cel-go over cases: requests and answers are JSON, a line each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

type rule struct {
	Expression string            `json:"expression"`
	Columns    map[string]string `json:"columns"` // name -> "int" or "bool"
}

type request struct {
	Do    string `json:"do"`
	Mode  string `json:"mode"`
	Facts string `json:"facts"`
	Rule  rule   `json:"rule"`
}

type peer struct {
	program cel.Program
	cases   []any
	explain bool
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// A case as cel-go takes it: whole numbers of 64 bits, and truths; what is missing is an unknown.
func readCases(path string, columns map[string]string, partial bool) []any {
	file := must(os.Open(path))
	defer file.Close()
	var cases []any
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var facts map[string]any
		if err := json.Unmarshal(lines.Bytes(), &facts); err != nil {
			panic(err)
		}
		var missing []*cel.AttributePatternType
		for name := range columns {
			switch value := facts[name].(type) {
			case float64:
				facts[name] = int64(value)
			case nil:
				missing = append(missing, cel.AttributePattern(name))
			}
		}
		if partial {
			cases = append(cases, must(cel.PartialVars(facts, missing...)))
		} else {
			cases = append(cases, facts)
		}
	}
	return cases
}

func newPeer(r request) *peer {
	var options []cel.EnvOption
	for name, kind := range r.Rule.Columns {
		t := cel.IntType
		if kind == "bool" {
			t = cel.BoolType
		}
		options = append(options, cel.Variable(name, t))
	}
	env := must(cel.NewEnv(options...))
	ast, issues := env.Compile(r.Rule.Expression)
	if issues.Err() != nil {
		panic(issues.Err())
	}
	evaluate := cel.EvalOptions(cel.OptOptimize)
	if r.Mode == "unknowns" {
		evaluate = cel.EvalOptions(cel.OptPartialEval)
	}
	return &peer{program: must(env.Program(ast, evaluate)),
		cases: readCases(r.Facts, r.Rule.Columns, r.Mode == "unknowns")}
}

func (p *peer) pass(keep func(ref.Val)) {
	for _, facts := range p.cases {
		value, _, err := p.program.Eval(facts)
		if err != nil {
			panic(err)
		}
		keep(value)
	}
}

func processorTime() float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e9
}

// A number, the truths and the number of an explained answer, or null for an unknown.
func plain(value ref.Val) any {
	if types.IsUnknown(value) {
		return nil
	}
	switch value := value.(type) {
	case types.Int:
		return int64(value)
	case types.Bool:
		return bool(value)
	}
	parts, _ := value.Value().([]ref.Val)
	all := make([]any, 0, len(parts))
	for _, part := range parts {
		all = append(all, plain(part))
	}
	return all
}

func version() string {
	built, _ := debug.ReadBuildInfo()
	for _, module := range built.Deps {
		if module.Path == "cel.dev/cel-go" {
			return module.Version
		}
	}
	return "?"
}

func main() {
	requests := json.NewDecoder(os.Stdin)
	var p *peer
	for {
		var r request
		if requests.Decode(&r) != nil {
			return
		}
		said := map[string]any{}
		switch r.Do {
		case "prepare":
			p = newPeer(r)
			said["version"] = version()
		case "pass":
			cpu, wall := processorTime(), time.Now()
			var last ref.Val
			p.pass(func(value ref.Val) { last = value })
			said["wall"], said["cpu"] = time.Since(wall).Seconds(), processorTime()-cpu
			_ = last
		case "answers":
			all := make([]any, 0, len(p.cases))
			p.pass(func(value ref.Val) { all = append(all, plain(value)) })
			said["answers"] = all
		}
		fmt.Println(string(must(json.Marshal(said))))
	}
}
