// Tokens to tree: recursive descent over CEL's grammar.
#include <algorithm>
#include <array>
#include <memory>
#include <type_traits>

#include "language/token.hpp"
#include "language/tree.hpp"
#include "text/json.hpp"

namespace bajigong::language {

namespace {

constexpr std::array<std::string_view, 17> kReservedNames = {
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

class Parser {
   public:
    // Nodes and their texts come to lie in `memory`.
    Parser(std::string_view expression, const Where& where, std::pmr::memory_resource& memory)
        : tokens_(tokenize(expression, where, unescaped_)), where_(where), memory_(memory) {}

    Node run() {
        Node node = expression();
        if (peek().kind != TokenKind::end) unexpected("X020", "an operator or the end");
        return node;
    }

   private:
    const Token& peek() const { return tokens_[next_]; }
    const Token& take() { return tokens_[next_++]; }
    bool is_symbol(std::string_view symbol) const { return peek().symbol == symbol_code(symbol); }
    bool accept(std::string_view symbol) {
        if (!is_symbol(symbol)) return false;
        ++next_;
        return true;
    }
    void expect(std::string_view symbol) {
        if (!accept(symbol)) unexpected("X020", "'" + std::string(symbol) + "'");
    }
    [[noreturn]] void fail(std::string code, const Token& at,
                           std::vector<std::string> args = {}) const {
        throw Failure(
            Problem{std::move(code), inside(where_, at.line, at.column), std::move(args)});
    }
    [[noreturn]] void unexpected(std::string code, std::string expected) const {
        const Token& token = peek();
        std::string found = "the end";
        if (token.kind == TokenKind::integer) found = "a number";
        if (token.kind == TokenKind::text) found = "a text";
        if (token.kind == TokenKind::name || token.kind == TokenKind::symbol)
            found = "'" + std::string(token.text) + "'";
        fail(std::move(code), token, {std::move(expected), found});
    }

    Node start(NodeKind kind, const Token& at) {
        if (++nodes_ > kMaxNodes) fail("X022", at, {std::to_string(kMaxNodes)});
        Node node;
        node.kind = kind;
        node.line = at.line;
        node.column = at.column;
        return node;
    }
    std::string_view keep(std::string_view text) {
        auto* copy = static_cast<char*>(memory_.allocate(text.size() + 1, 1));
        std::copy(text.begin(), text.end(), copy);
        return {copy, text.size()};
    }

    // A node that is being read: what it adopts waits at the end of adopted_ until it is done.
    class Parent {
       public:
        Parent(Parser& parser, NodeKind kind, const Token& at)
            : parser_(parser), node_(parser.start(kind, at)), first_(parser.adopted_.size()) {}

        Node* operator->() { return &node_; }
        // Chains inside parentheses inside chains add up to a tree higher than what was nested.
        void adopt(const Node& child) {
            node_.height = std::max(node_.height, child.height + 1);
            if (node_.height > kMaxHeight) {
                throw Failure(Problem{"X021",
                                      inside(parser_.where_, node_.line, node_.column),
                                      {std::to_string(kMaxHeight)}});
            }
            parser_.adopted_.push_back(child);
        }
        Node done() {
            const auto own = std::span<const Node>(parser_.adopted_).subspan(first_);
            if (own.empty()) return node_;
            auto* nodes =
                static_cast<Node*>(parser_.memory_.allocate(own.size_bytes(), alignof(Node)));
            std::uninitialized_copy(own.begin(), own.end(), nodes);
            node_.children = {nodes, own.size()};
            parser_.adopted_.resize(first_);
            return node_;
        }

       private:
        Parser& parser_;
        Node node_;
        std::size_t first_;
    };

    // Counts how deep expressions nest, so that no input can exhaust the stack.
    class Nesting {
       public:
        explicit Nesting(Parser& parser) : parser_(parser) {
            if (++parser_.depth_ > kMaxDepth)
                parser_.fail("X021", parser_.peek(), {std::to_string(kMaxDepth)});
        }
        ~Nesting() { --parser_.depth_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

       private:
        Parser& parser_;
    };

    Node expression() {
        const Nesting nesting(*this);
        Node condition = any_of();
        if (!is_symbol("?")) return condition;
        Parent node(*this, NodeKind::conditional, take());
        node.adopt(condition);
        node.adopt(any_of());
        expect(":");
        node.adopt(expression());
        return node.done();
    }

    Node any_of() {
        Node first = all_of();
        if (!is_symbol("||")) return first;
        Parent node(*this, NodeKind::any_of, peek());
        node.adopt(first);
        while (accept("||")) node.adopt(all_of());
        return node.done();
    }

    Node all_of() {
        Node first = relation();
        if (!is_symbol("&&")) return first;
        Parent node(*this, NodeKind::all_of, peek());
        node.adopt(first);
        while (accept("&&")) node.adopt(relation());
        return node.done();
    }

    // How tightly a binary operator binds: relations 1, sums 2, products 3; 0 if it is none.
    static int strength(const Token& token) {
        if (token.kind == TokenKind::name) return token.text == "in" ? 1 : 0;
        if (token.kind != TokenKind::symbol) return 0;
        switch (token.text[0]) {
            case '=':
            case '<':
            case '>': return 1;
            case '!': return token.text.size() == 2 ? 1 : 0;
            case '+':
            case '-': return 2;
            case '*':
            case '/':
            case '%': return 3;
            default: return 0;
        }
    }

    Node relation() { return binary(1); }

    // Left-associative binary operators that bind at least as tightly as `least`; the length of a
    // chain of one strength counts as depth.
    Node binary(int least) {
        Node left = unary();
        int before = 0;
        int length = 0;
        for (int here = strength(peek()); here >= least; here = strength(peek())) {
            length = here == before ? length + 1 : 1;
            before = here;
            if (length > kMaxDepth) fail("X021", peek(), {std::to_string(kMaxDepth)});
            const Token& sign = take();
            Parent node(*this, NodeKind::binary, sign);
            node->text = keep(sign.text);
            node.adopt(left);
            node.adopt(binary(here + 1));
            left = node.done();
        }
        return left;
    }

    Node unary() {
        const Nesting nesting(*this);
        if (is_symbol("!")) {
            Parent node(*this, NodeKind::not_, take());
            node.adopt(unary());
            return node.done();
        }
        if (is_symbol("-")) {
            const Token& sign = take();
            if (peek().kind == TokenKind::integer) {
                const Token& digits = take();
                Node node = start(NodeKind::integer, sign);
                node.number = static_cast<std::int64_t>(0 - digits.magnitude);
                return members(node);
            }
            Parent node(*this, NodeKind::negate, sign);
            node.adopt(unary());
            return node.done();
        }
        return members(primary());
    }

    Node members(Node node) {
        int length = 0;
        while (is_symbol(".") || is_symbol("[")) {
            if (++length > kMaxDepth) fail("X021", peek(), {std::to_string(kMaxDepth)});
            const Token& sign = take();
            if (sign.text == "[") {
                Parent index(*this, NodeKind::index, sign);
                index.adopt(node);
                index.adopt(expression());
                expect("]");
                node = index.done();
                continue;
            }
            if (peek().kind != TokenKind::name || peek().text == "in" || peek().text == "true" ||
                peek().text == "false" || peek().text == "null") {
                unexpected("X020", "a name");
            }
            const Token& name = take();
            Parent member(*this, is_symbol("(") ? NodeKind::method : NodeKind::select, name);
            member->text = keep(name.text);
            member.adopt(node);
            if (accept("(")) arguments(member, ")");
            node = member.done();
        }
        return node;
    }

    void arguments(Parent& node, std::string_view close) {
        while (!accept(close)) {
            node.adopt(expression());
            if (!is_symbol(close)) {
                if (!is_symbol(",")) unexpected("X020", "',' or '" + std::string(close) + "'");
                take();
                if (is_symbol(close) && close == ")") unexpected("X020", "an expression");
            }
        }
    }

    Node primary() {
        const Token& token = peek();
        switch (token.kind) {
            case TokenKind::integer: {
                if (token.magnitude > static_cast<std::uint64_t>(INT64_MAX)) fail("X005", token);
                Node node = start(NodeKind::integer, take());
                node.number = static_cast<std::int64_t>(token.magnitude);
                return node;
            }
            case TokenKind::text: {
                Node node = start(NodeKind::text, take());
                node.text = keep(token.text);
                return node;
            }
            case TokenKind::name: return name(false);
            case TokenKind::symbol: break;
            case TokenKind::end: unexpected("X020", "an expression");
        }
        if (accept("(")) {
            Node node = expression();
            expect(")");
            return node;
        }
        if (is_symbol(".")) {
            take();
            if (peek().kind != TokenKind::name) unexpected("X020", "a name");
            return name(true);
        }
        if (is_symbol("[")) {
            Parent node(*this, NodeKind::list, take());
            arguments(node, "]");
            return node.done();
        }
        if (is_symbol("{")) return map();
        unexpected("X020", "an expression");
    }

    Node name(bool absolute) {
        const Token& token = take();
        if (!absolute && (token.text == "true" || token.text == "false")) {
            Node node = start(NodeKind::truth, token);
            node.number = token.text == "true" ? 1 : 0;
            return node;
        }
        if (token.text == "null") fail("X023", token);
        if (token.text == "in" || std::find(kReservedNames.begin(), kReservedNames.end(),
                                            token.text) != kReservedNames.end()) {
            fail("X024", token, {std::string(token.text)});
        }
        Parent node(*this, is_symbol("(") ? NodeKind::call : NodeKind::name, token);
        node->text = keep(token.text);
        node->absolute = absolute;
        if (accept("(")) arguments(node, ")");
        return node.done();
    }

    Node map() {
        Parent node(*this, NodeKind::map, take());
        while (!accept("}")) {
            node.adopt(expression());
            expect(":");
            node.adopt(expression());
            if (!is_symbol("}") && !accept(",")) unexpected("X020", "',' or '}'");
        }
        return node.done();
    }

    std::forward_list<std::string> unescaped_;
    std::vector<Token> tokens_;
    const Where& where_;
    std::pmr::memory_resource& memory_;
    std::vector<Node> adopted_;
    std::size_t next_ = 0;
    int depth_ = 0;
    int nodes_ = 0;
};

}  // namespace

Tree parse(std::string_view expression, const Where& where, TreeMemory memory) {
    static_assert(std::is_trivially_destructible_v<Node>, "the memory is given back as it is");
    if (memory == nullptr) memory = std::make_shared<std::pmr::monotonic_buffer_resource>();
    Tree tree;
    tree.where = where;
    tree.root = Parser(expression, where, *memory).run();
    tree.memory = std::move(memory);
    return tree;
}

}  // namespace bajigong::language
