using System.Diagnostics.CodeAnalysis;

namespace Proactive.Cel.Parsing;

/// <summary>Source text to <see cref="ParsedExpression"/> by recursive descent, or the problem where the text leaves the grammar.</summary>
sealed class Parser
{
    static readonly HashSet<string> ReservedWords =
    [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
        "return", "var", "void", "while",
    ];

    readonly Lexer lexer;
    readonly MacroSet macros;
    Token current;
    Token next;
    int nesting;

    Parser(string source, MacroSet macros)
    {
        lexer = new(source);
        this.macros = macros;
        next = lexer.Next();
        Advance();
    }

    public static bool TryParse(
        string source, MacroSet macros, [NotNullWhen(true)] out ParsedExpression? parsed, [NotNullWhen(false)] out CelProblem? problem)
    {
        parsed = null;
        problem = CelLimits.CheckLength(source);
        if (problem is not null)
            return false;
        try
        {
            var parser = new Parser(source, macros);
            var root = parser.Expression();
            if (parser.current.Kind != TokenKind.End)
                throw new SyntaxException(parser.current.Span, $"The expression ends before {Describe(parser.current)}; an operator may be missing.");
            parsed = new(source, root);
            return true;
        }
        catch (SyntaxException e)
        {
            problem = e.Problem;
            return false;
        }
    }

    Node Expression()
    {
        Enter();
        var condition = Or();
        if (Accept("?"))
        {
            var then = Or();
            Expect(":");
            var otherwise = Expression();
            condition = Checked(new ConditionalNode(condition.Span.To(otherwise.Span), condition, then, otherwise));
        }
        nesting--;
        return condition;
    }

    Node Or() => Chain("||", false, And);

    Node And() => Chain("&&", true, Relations);

    Node Chain(string symbol, bool isAnd, Func<Node> operand)
    {
        var first = operand();
        if (!current.Is(symbol))
            return first;
        var terms = new List<Node> { first };
        while (Accept(symbol))
            terms.Add(operand());
        return Checked(new LogicNode(first.Span.To(terms[^1].Span), isAnd, terms));
    }

    Node Relations()
    {
        var left = Sum();
        while (RelationOf(current) is { } relation)
        {
            var operatorSpan = Advance().Span;
            var right = Sum();
            left = Checked(new RelationNode(left.Span.To(right.Span), relation, operatorSpan, left, right));
        }
        return left;
    }

    static Relation? RelationOf(Token token) => token switch
    {
        { Kind: TokenKind.Name, Text: "in" } => Relation.In,
        { Kind: not TokenKind.Symbol } => null,
        { Text: "==" } => Relation.Equal,
        { Text: "!=" } => Relation.NotEqual,
        { Text: "<" } => Relation.Less,
        { Text: "<=" } => Relation.LessOrEqual,
        { Text: ">" } => Relation.Greater,
        { Text: ">=" } => Relation.GreaterOrEqual,
        _ => null,
    };

    Node Sum()
    {
        var left = Product();
        while (current.Is("+") || current.Is("-"))
            left = Binary(left, Product);
        return left;
    }

    Node Product()
    {
        var left = Unary();
        while (current.Is("*") || current.Is("/") || current.Is("%"))
            left = Binary(left, Unary);
        return left;
    }

    Node Binary(Node left, Func<Node> operand)
    {
        var symbol = Advance();
        var right = operand();
        return Checked(new CallNode(left.Span.To(right.Span), null, $"_{symbol.Text}_", symbol.Span, [left, right]));
    }

    Node Unary()
    {
        if (current.Is("-") && next.Kind == TokenKind.Number && next.Value.Kind != CelKind.Uint && next.Span.Offset == current.Span.End)
            return Member(NegativeLiteral());
        if (!current.Is("-") && !current.Is("!"))
            return Member(Primary());
        Enter();
        var symbol = Advance();
        var operand = Unary();
        nesting--;
        return Checked(new CallNode(symbol.Span.To(operand.Span), null, symbol.Text == "-" ? "-_" : "!_", symbol.Span, [operand]));
    }

    LiteralNode NegativeLiteral()
    {
        var minus = Advance();
        var number = Advance();
        var value = number.Value.Kind == CelKind.Double ? CelValue.Of(-number.Value.AsDouble) : CelValue.Of(unchecked(-number.Value.AsInt));
        return new(minus.Span.To(number.Span), value);
    }

    Node Member(Node operand)
    {
        while (true)
            if (Accept("."))
                operand = Selection(operand);
            else if (Accept("["))
                operand = Index(operand);
            else if (current.Is("{") && QualifiedName(operand) is { } name)
                operand = Message(operand, name);
            else
                return operand;
    }

    Node Selection(Node operand)
    {
        var isOptional = Accept("?");
        var name = FieldName();
        if (isOptional || name.Kind == TokenKind.QuotedName || !current.Is("("))
            return Checked(new SelectNode(operand.Span.To(name.Span), operand, name.Text, name.Span, isOptional));
        return Call(operand.Span, operand, name);
    }

    Node Index(Node operand)
    {
        var isOptional = Accept("?");
        var index = Expression();
        var end = Expect("]");
        return Checked(new IndexNode(operand.Span.To(end.Span), operand, index, isOptional));
    }

    Token FieldName()
    {
        if (current.Kind == TokenKind.QuotedName || (current.Kind == TokenKind.Name && current.Text is not ("in" or "true" or "false" or "null")))
            return Advance();
        throw new SyntaxException(current.Span, $"After '.' comes a field name, not {Describe(current)}.");
    }

    Node Primary()
    {
        if (current.Kind is TokenKind.Number or TokenKind.Text)
            return Literal();
        if (current.Is("("))
        {
            Advance();
            var inner = Expression();
            Expect(")");
            return inner;
        }
        if (current.Is("["))
            return List();
        if (current.Is("{"))
            return Map();
        var dot = current.Is(".") ? Advance() : (Token?)null;
        return Name(dot);
    }

    LiteralNode Literal()
    {
        var literal = Advance();
        return literal.NeedsMinus
            ? throw new SyntaxException(literal.Span, "The number is larger than an int can be (9223372036854775807).")
            : new(literal.Span, literal.Value);
    }

    Node Name(Token? dot)
    {
        var name = current;
        if (name.Kind != TokenKind.Name)
            throw new SyntaxException(name.Span, $"Here a value is expected, not {Describe(name)}.");
        switch (name.Text)
        {
            case "true" or "false" when dot is null:
                return new LiteralNode(Advance().Span, CelValue.Of(name.Text == "true"));
            case "null" when dot is null:
                return new LiteralNode(Advance().Span, CelValue.Null);
            case "in" or "true" or "false" or "null":
                throw new SyntaxException(name.Span, $"'{name.Text}' is a word of the language and cannot be a name.");
        }
        if (ReservedWords.Contains(name.Text))
            throw new SyntaxException(name.Span, $"'{name.Text}' is reserved and cannot be a name.");
        Advance();
        if (current.Is("("))
            return Call(dot?.Span ?? name.Span, null, dot is null ? name : name with { Text = "." + name.Text });
        return new NameNode((dot?.Span ?? name.Span).To(name.Span), name.Text, dot is not null);
    }

    Node Call(SourceSpan start, Node? target, Token name)
    {
        Expect("(");
        var arguments = new List<Node>();
        if (!current.Is(")"))
            do
                arguments.Add(Expression());
            while (Accept(","));
        var end = Expect(")");
        var call = new CallNode(start.To(end.Span), target, name.Text, name.Span, arguments);
        return Checked(macros.Expand(call));
    }

    Node List()
    {
        var start = Advance();
        var elements = new List<ListElement>();
        while (!current.Is("]"))
        {
            var isOptional = Accept("?");
            elements.Add(new(Expression(), isOptional));
            if (!Accept(","))
                break;
        }
        var end = Expect("]");
        return Checked(new ListNode(start.Span.To(end.Span), elements));
    }

    Node Map()
    {
        var start = Advance();
        var entries = new List<MapEntry>();
        while (!current.Is("}"))
        {
            var isOptional = Accept("?");
            var key = Expression();
            Expect(":");
            entries.Add(new(key, Expression(), isOptional));
            if (!Accept(","))
                break;
        }
        var end = Expect("}");
        return Checked(new MapNode(start.Span.To(end.Span), entries));
    }

    MessageNode Message(Node operand, string name)
    {
        Advance();
        while (!current.Is("}"))
        {
            Accept("?");
            FieldName();
            Expect(":");
            Expression();
            if (!Accept(","))
                break;
        }
        var end = Expect("}");
        return new(operand.Span.To(end.Span), name);
    }

    static string? QualifiedName(Node node) => node switch
    {
        NameNode name => name.Name,
        SelectNode { IsOptional: false, IsTest: false } select when QualifiedName(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };

    void Enter()
    {
        if (++nesting > CelLimits.MaxNesting)
            throw new SyntaxException(current.Span, $"The expression is nested more than {CelLimits.MaxNesting} deep; split it.");
    }

    static Node Checked(Node node) => node.Depth <= CelLimits.MaxDepth
        ? node
        : throw new SyntaxException(node.Span, $"The expression chains more than {CelLimits.MaxDepth} operators; split it.");

    bool Accept(string symbol)
    {
        if (!current.Is(symbol))
            return false;
        Advance();
        return true;
    }

    Token Expect(string symbol) => current.Is(symbol)
        ? Advance()
        : throw new SyntaxException(current.Span, $"Here '{symbol}' is expected, not {Describe(current)}.");

    Token Advance()
    {
        var taken = current;
        current = next;
        if (next.Kind != TokenKind.End)
            next = lexer.Next();
        return taken;
    }

    static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => "a text",
        TokenKind.Number => "a number",
        _ => $"'{token.Text}'",
    };
}
