// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "program.h"

#include <utility>

namespace Stress {

namespace {

constexpr int MostBodies = 16;
constexpr int MostSteps = 4; // of a body

// The distributions of the standard library differ between implementations.
class Maker
{
public:
    explicit Maker(unsigned long long seed) : m_random(seed) { m_program.seed = seed; }

    Program make()
    {
        const int length = 1 + below(6);
        m_room = 1 + below(MostBodies);
        for (int i = 0; i < length; ++i)
            m_program.script.push_back(step(&Operation::inScripts, 0));
        for (Body &body : m_program.bodies)
            aim(body.steps);
        aim(m_program.script);
        m_program.steps = m_ids;
        if (below(4) == 0)
            m_program.maxDepth = below(4);
        m_program.factory = static_cast<Program::Factory>(below(3));
        return std::move(m_program);
    }

private:
    int below(int limit) { return int(m_random() % static_cast<unsigned>(limit)); }

    Step step(int Operation::*weight, int depth)
    {
        std::vector<const Operation *> choice;
        int total = 0;
        for (const Operation &each : operations()) {
            const bool fits = each.bodies == 0 || (depth < 6 && each.bodies <= m_room);
            if (each.*weight > 0 && fits) {
                choice.push_back(&each);
                total += each.*weight;
            }
        }
        int place = below(total);
        const Operation *chosen = nullptr;
        for (const Operation *each : choice) {
            chosen = each;
            place -= each->*weight;
            if (place < 0)
                break;
        }
        Step step{.op = chosen->op, .id = m_ids++};
        if (chosen->range > 0)
            step.number = below(chosen->range);
        int bodies = chosen->bodies;
        if (bodies >= 2 && chosen->op != Op::Guard && below(2) && m_room > bodies)
            ++bodies;
        m_room -= bodies;
        for (int i = 0; i < bodies; ++i)
            step.bodies.push_back(body(depth + 1));
        return step;
    }

    int body(int depth)
    {
        const int number = int(m_program.bodies.size());
        m_program.bodies.emplace_back();
        Body body;
        if (below(4) == 0)
            body.owner = below(Objects);
        body.asks = below(3) == 0;
        for (int left = 1 + below(MostSteps); left > 0; --left)
            body.steps.push_back(step(&Operation::inBodies, depth));
        m_program.bodies[size_t(number)] = std::move(body);
        return number;
    }

    // Only now it is known how many bodies there are.
    void aim(std::vector<Step> &steps)
    {
        const int bodies = int(m_program.bodies.size());
        for (Step &step : steps) {
            if (operation(step.op).refers)
                step.number = bodies ? below(bodies) : 0;
        }
    }

    std::mt19937_64 m_random;
    Program m_program;
    int m_room = 0; // for so many bodies
    int m_ids = 0;
};

void write(std::string &text, const Program &program, const std::vector<Step> &steps, const std::string &indent);

void write(std::string &text, const Program &program, int number, const std::string &indent)
{
    const Body &body = program.bodies[size_t(number)];
    text += indent + "body " + std::to_string(number);
    if (body.owner >= 0)
        text += " of object " + std::to_string(body.owner);
    if (body.asks)
        text += ", asks for its task";
    text += body.steps.empty() ? ": nothing\n" : ":\n";
    write(text, program, body.steps, indent + "    ");
}

void write(std::string &text, const Program &program, const std::vector<Step> &steps, const std::string &indent)
{
    for (size_t i = 0; i < steps.size(); ++i) {
        const Step &step = steps[i];
        const Operation &kind = operation(step.op);
        text += indent + std::to_string(i) + ' ' + kind.name;
        if (kind.range > 0 || kind.refers)
            text += (kind.refers ? " body " : " ") + std::to_string(step.number);
        text += "  #" + std::to_string(step.id) + '\n';
        for (const int body : step.bodies)
            write(text, program, body, indent + "    ");
    }
}

std::vector<Step> kept(const std::vector<Step> &steps, const std::set<int> &left)
{
    std::vector<Step> some;
    for (const Step &step : steps) {
        if (!left.count(step.id))
            some.push_back(step);
    }
    return some;
}

} // namespace

Start childStart(const Step &group, size_t child)
{
    int rest = group.number;
    for (; child > 0; --child)
        rest /= Starts;
    return static_cast<Start>(rest % Starts);
}

Program Program::random(unsigned long long seed) { return Maker(seed).make(); }

Program Program::without(const std::set<int> &ids) const
{
    Program rest = *this;
    rest.script = kept(script, ids);
    for (Body &body : rest.bodies)
        body.steps = kept(body.steps, ids);
    return rest;
}

std::vector<int> Program::ids() const
{
    std::vector<int> all;
    std::vector<const std::vector<Step> *> open{&script};
    while (!open.empty()) {
        const std::vector<Step> &next = *open.back();
        open.pop_back();
        for (const Step &step : next) {
            all.push_back(step.id);
            for (const int body : step.bodies)
                open.push_back(&bodies[size_t(body)].steps);
        }
    }
    return all;
}

std::string Program::text() const
{
    static const char *const factories[] = {"posts", "starts inline", "starts inline, without an owner"};
    std::string text = numbered("at most this many starts on one stack: ", maxDepth) + '\n';
    text += "the task factory ";
    text += factories[static_cast<int>(factory)];
    text += '\n';
    write(text, *this, script, "");
    return text;
}

} // namespace Stress
